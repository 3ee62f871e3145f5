import { srtpProfileNumbers, srtpProfiles, type SrtpProfile } from "../srtp/index.ts";
import { Reader, toNumber, toVector } from "./reader.ts";
import { version } from "./records.ts";

export const messageType = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

const extension = { supportedGroups: 10, pointFormats: 11, useSrtp: 14, extendedMasterSecret: 23, renegotiationInfo: 0xff01 } as const;
const cipherSuite = 0xc02b;
const secp256r1 = 23;
const uncompressed = 0;
const ecdsaSign = 64;
const rsaSign = 1;

/** Signatures we take from clients, by their number. @see RFC 8446 §4.2.3 */
export const signatureHashes: ReadonlyMap<number, string> = new Map([
  [0x0403, "sha256"],
  [0x0503, "sha384"],
  [0x0603, "sha512"],
  [0x0401, "sha256"],
  [0x0501, "sha384"],
  [0x0601, "sha512"],
]);
const ourSignature = 0x0403;

export interface ClientHello {
  readonly random: Buffer;
  readonly profile: SrtpProfile;
  readonly hasRenegotiationInfo: boolean;
}

/**
 * What matters of a ClientHello.
 * @returns undefined when there is nothing in common: we ask for DTLS 1.2, ECDHE-ECDSA-AES128-GCM on P-256, extended master secret, SRTP
 * @throws TruncatedError
 */
export function parseClientHello(body: Buffer): ClientHello | undefined {
  const reader = new Reader(body);
  const offered = reader.number(2);
  const random = reader.take(32);
  reader.vector(1);
  reader.vector(1);
  const suites = reader.numbers(2);
  reader.vector(1);
  const extensions = reader.isAtEnd ? new Map<number, Buffer>() : parseExtensions(reader.vector(2));
  const groups = readNumbers(extensions.get(extension.supportedGroups));
  const profile = chooseProfile(readNumbers(extensions.get(extension.useSrtp)));
  const isPossible = suites.includes(cipherSuite) && groups.includes(secp256r1) && extensions.has(extension.extendedMasterSecret);
  // Versions of DTLS count down.
  if (!profile || !isPossible || offered > version) return undefined;
  return { random, profile, hasRenegotiationInfo: extensions.has(extension.renegotiationInfo) || suites.includes(0x00ff) };
}

function parseExtensions(bytes: Buffer): Map<number, Buffer> {
  const extensions = new Map<number, Buffer>();
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) extensions.set(reader.number(2), reader.vector(2));
  return extensions;
}

const readNumbers = (bytes: Buffer | undefined): number[] => (bytes ? new Reader(bytes).numbers(2) : []);

const chooseProfile = (offered: readonly number[]): SrtpProfile | undefined =>
  srtpProfiles.find((profile) => offered.includes(srtpProfileNumbers[profile]));

export function buildServerHello(random: Buffer, { profile, hasRenegotiationInfo }: ClientHello): Buffer {
  const one = (type: number, body: Buffer): Buffer => Buffer.concat([toNumber(2, type), toVector(2, body)]);
  const extensions = [
    one(extension.useSrtp, Buffer.concat([toVector(2, toNumber(2, srtpProfileNumbers[profile])), toVector(1)])),
    one(extension.extendedMasterSecret, Buffer.alloc(0)),
    one(extension.pointFormats, toVector(1, toNumber(1, uncompressed))),
    ...(hasRenegotiationInfo ? [one(extension.renegotiationInfo, toVector(1))] : []),
  ];
  const noSession = toVector(1);
  const noCompression = toNumber(1, 0);
  return Buffer.concat([toNumber(2, version), random, noSession, toNumber(2, cipherSuite), noCompression, toVector(2, ...extensions)]);
}

export const buildCertificate = (certificate: Buffer): Buffer => toVector(3, toVector(3, certificate));

/** @returns the client's own certificate; undefined when he sends none @throws TruncatedError */
export function parseCertificate(body: Buffer): Buffer | undefined {
  const list = new Reader(new Reader(body).vector(3));
  return list.isAtEnd ? undefined : list.vector(3);
}

const namedCurve = 3;

/** The part of ServerKeyExchange that is signed together with both randoms. @see RFC 8422 §5.4 */
export const buildCurveParameters = (publicKey: Buffer): Buffer =>
  Buffer.concat([toNumber(1, namedCurve), toNumber(2, secp256r1), toVector(1, publicKey)]);

export const buildServerKeyExchange = (parameters: Buffer, signature: Buffer): Buffer =>
  Buffer.concat([parameters, toNumber(2, ourSignature), toVector(2, signature)]);

export function buildCertificateRequest(): Buffer {
  const types = toVector(1, toNumber(1, ecdsaSign), toNumber(1, rsaSign));
  const signatures = toVector(2, ...[...signatureHashes.keys()].map((number) => toNumber(2, number)));
  return Buffer.concat([types, signatures, toVector(2)]);
}

/** @returns the client's point on the curve @throws TruncatedError */
export const parseClientKeyExchange = (body: Buffer): Buffer => new Reader(body).vector(1);

/** @throws TruncatedError */
export function parseCertificateVerify(body: Buffer): { readonly hash: string | undefined; readonly signature: Buffer } {
  const reader = new Reader(body);
  return { hash: signatureHashes.get(reader.number(2)), signature: reader.vector(2) };
}
