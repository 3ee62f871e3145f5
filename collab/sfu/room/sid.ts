import { randomInt } from "node:crypto";

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** Clients tell things apart by these beginnings. */
export type SidPrefix = "PA_" | "RM_" | "TR_" | "TR_A" | "TR_VC" | "TR_VS" | "ND_" | "FW_" | "PC_";

/** A new id in LiveKit's form. */
export const createSid = (prefix: SidPrefix): string =>
  prefix + Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join("");
