import { createECDH, createPrivateKey, hkdfSync, sign, type KeyObject } from "node:crypto";

/** By what push services know this server. @see RFC 8292 */
export interface VapidKeys {
  /** base64url of 65 bytes: browsers want it when they subscribe and take messages only from its owner */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const lifetimeSeconds = 12 * 3600;

/** The keys that follow from a secret of the server: there is nothing to keep, and nodes with one secret are one sender. */
export function deriveVapidKeys(secret: Uint8Array): VapidKeys {
  const pair = createECDH("prime256v1");
  for (let attempt = 0; ; attempt += 1) {
    try {
      pair.setPrivateKey(Buffer.from(hkdfSync("sha256", secret, "", `web push ${attempt}`, 32)));
      break;
    } catch (error) {
      // one of 2³² numbers is above the order of the curve
      if (attempt === 3) throw error;
    }
  }
  const point = pair.getPublicKey();
  const [x, y, d] = [point.toString("base64url", 1, 33), point.toString("base64url", 33), pair.getPrivateKey("base64url")];
  const privateKey = createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d }, format: "jwk" });
  return { publicKey: point.toString("base64url"), privateKey };
}

/** The header `authorization` of one message. @param contact `mailto:` or `https:`, where the push service may complain @see RFC 8292 §3 */
export function signVapid(keys: VapidKeys, endpoint: string, contact: string, now: Date): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + lifetimeSeconds, sub: contact };
  const signed = [{ typ: "JWT", alg: "ES256" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(signed), { key: keys.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${signed}.${signature}, k=${keys.publicKey}`;
}
