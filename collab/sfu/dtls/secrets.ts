import { createHmac } from "node:crypto";

/** @see RFC 5246 §5 */
export function expandSecret(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, "latin1"), seed]);
  const blocks: Buffer[] = [];
  let block = labelled;
  for (let made = 0; made < length; made += 32) {
    block = createHmac("sha256", secret).update(block).digest();
    blocks.push(createHmac("sha256", secret).update(block).update(labelled).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

export interface Randoms {
  readonly client: Buffer;
  readonly server: Buffer;
}

const masterBytes = 48;
const keyBytes = 16;
const fixedNonceBytes = 4;

/** Bound to the whole handshake so far. @see RFC 7627 §4 */
export const deriveMaster = (shared: Buffer, sessionHash: Buffer): Buffer =>
  expandSecret(shared, "extended master secret", sessionHash, masterBytes);

export interface WriteKey {
  readonly key: Buffer;
  readonly fixedNonce: Buffer;
}

/** @see RFC 5246 §6.3, RFC 5288 §3 */
export function deriveWriteKeys(master: Buffer, { client, server }: Randoms): { readonly client: WriteKey; readonly server: WriteKey } {
  const bytes = expandSecret(master, "key expansion", Buffer.concat([server, client]), 2 * (keyBytes + fixedNonceBytes));
  const cut = cutter(bytes);
  const [clientKey, serverKey] = [cut(keyBytes), cut(keyBytes)];
  return { client: { key: clientKey, fixedNonce: cut(fixedNonceBytes) }, server: { key: serverKey, fixedNonce: cut(fixedNonceBytes) } };
}

/** Takes pieces off the front, one after another. */
export function cutter(bytes: Buffer): (length: number) => Buffer {
  let offset = 0;
  return (length) => bytes.subarray(offset, (offset += length));
}
