import { randomInt } from "node:crypto";

/** What a peer must know to be heard. @see RFC 8839 §5.4 */
export interface IceCredentials {
  readonly usernameFragment: string;
  readonly password: string;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const makeText = (length: number): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");

/** @param prefix letters or digits that lead the fragment, so that a router in front can tell ports apart */
export function createIceCredentials(prefix = ""): IceCredentials {
  return { usernameFragment: prefix + makeText(8), password: makeText(24) };
}
