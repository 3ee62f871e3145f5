import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { bitString, integer, objectId, sequence, set, tagged, text, time } from "./der.ts";

/** With what we prove to be the server of the SDP. */
export interface DtlsIdentity {
  /** X.509 in DER */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

/** How SDP names a certificate. @see RFC 8122 §5 */
export interface Fingerprint {
  readonly algorithm: string;
  /** as `AB:CD:…` */
  readonly value: string;
}

const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const commonName = "2.5.4.3";
const dayMs = 86_400_000;

/** A new self-signed certificate for P-256, good for a year: peers know it by its fingerprint, not by its issuer. */
export function createDtlsIdentity(now = new Date()): DtlsIdentity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(objectId(commonName), text("WebRTC"))));
  const validity = sequence(time(new Date(now.getTime() - dayMs)), time(new Date(now.getTime() + 365 * dayMs)));
  const algorithm = sequence(objectId(ecdsaWithSha256));
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  return { certificate: sequence(content, algorithm, bitString(sign("sha256", content, privateKey))), privateKey };
}

export function computeFingerprint(certificate: Buffer, algorithm = "sha-256"): Fingerprint {
  const digest = createHash(algorithm.replace("-", "")).update(certificate).digest("hex").toUpperCase();
  return { algorithm, value: digest.match(/../g)?.join(":") ?? "" };
}

const algorithms: ReadonlySet<string> = new Set(["sha-256", "sha-384", "sha-512"]);

/** Whether this is the certificate that the SDP announced. Hashes that can be forged prove nothing. */
export function matchesFingerprint(certificate: Buffer, { algorithm, value }: Fingerprint): boolean {
  const name = algorithm.toLowerCase();
  return algorithms.has(name) && computeFingerprint(certificate, name).value === value.toUpperCase();
}
