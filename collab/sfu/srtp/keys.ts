import { createCipheriv } from "node:crypto";

/** In the order we like them: GCM is one pass and one tag. */
export const srtpProfiles = ["aes-128-gcm", "aes-128-cm-hmac-sha1-80"] as const;
export type SrtpProfile = (typeof srtpProfiles)[number];

/** The numbers of DTLS-SRTP. @see RFC 5764 §4.1.2, RFC 7714 §14.2 */
export const srtpProfileNumbers: Readonly<Record<SrtpProfile, number>> = { "aes-128-gcm": 7, "aes-128-cm-hmac-sha1-80": 1 };

export const masterKeyBytes = 16;
export const masterSaltBytes: Readonly<Record<SrtpProfile, number>> = { "aes-128-gcm": 12, "aes-128-cm-hmac-sha1-80": 14 };

export interface MasterKey {
  readonly key: Buffer;
  readonly salt: Buffer;
}

/** What protects one of RTP and RTCP in one direction. */
export interface SessionKeys {
  readonly key: Buffer;
  readonly salt: Buffer;
  /** Empty with GCM. */
  readonly authenticationKey: Buffer;
}

const labels = { rtp: [0, 1, 2], rtcp: [3, 4, 5] } as const;
const authenticationKeyBytes = 20;

/** @see RFC 3711 §4.3.1, RFC 7714 §11 */
export function deriveSessionKeys(profile: SrtpProfile, { key, salt }: MasterKey, kind: "rtp" | "rtcp"): SessionKeys {
  const [keyLabel, authenticationLabel, saltLabel] = labels[kind];
  const derive = (label: number, length: number): Buffer => deriveBytes(key, salt, label, length);
  return {
    key: derive(keyLabel, masterKeyBytes),
    salt: derive(saltLabel, masterSaltBytes[profile]),
    authenticationKey: profile === "aes-128-gcm" ? Buffer.alloc(0) : derive(authenticationLabel, authenticationKeyBytes),
  };
}

function deriveBytes(key: Buffer, salt: Buffer, label: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  salt.copy(counter);
  counter[7] = (counter[7] ?? 0) ^ label;
  return createCipheriv("aes-128-ctr", key, counter).update(Buffer.alloc(length));
}
