import { isIPv4, isIPv6 } from "node:net";
import { magicCookie } from "./message.ts";

export interface TransportAddress {
  /** IPv4 or IPv6 in text */
  readonly address: string;
  readonly port: number;
}

const portMask = magicCookie >>> 16;

/** The value of XOR-MAPPED-ADDRESS. @see RFC 8489 §14.2 */
export function serializeXorAddress({ address, port }: TransportAddress, transactionId: Buffer): Buffer {
  const bytes = toBytes(address);
  const value = Buffer.alloc(4 + bytes.length);
  value[1] = bytes.length === 4 ? 1 : 2;
  value.writeUInt16BE(port ^ portMask, 2);
  xorInto(value, bytes, transactionId);
  return value;
}

/** @returns undefined when the value is of no known family or of a wrong length */
export function parseXorAddress(value: Buffer, transactionId: Buffer): TransportAddress | undefined {
  const length = value[1] === 1 ? 4 : value[1] === 2 ? 16 : undefined;
  if (length === undefined || value.length !== 4 + length) return undefined;
  const plain = Buffer.alloc(4 + length);
  xorInto(plain, value.subarray(4), transactionId);
  return { address: toText(plain.subarray(4)), port: value.readUInt16BE(2) ^ portMask };
}

function xorInto(target: Buffer, bytes: Buffer, transactionId: Buffer): void {
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(magicCookie);
  transactionId.copy(mask, 4);
  for (const [index, byte] of bytes.entries()) target[4 + index] = byte ^ (mask[index] ?? 0);
}

function toBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  if (!isIPv6(address)) throw new TypeError(`Not an address: ${address}`);
  const [plain = ""] = address.split("%");
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const hex = dotted ? `${dotted[1]}${pairToHex(dotted[2], dotted[3])}:${pairToHex(dotted[4], dotted[5])}` : plain;
  const [head = "", tail] = hex.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  const bytes = Buffer.alloc(16);
  for (const [index, group] of groups.entries()) bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  return bytes;
}

const pairToHex = (high = "0", low = "0"): string => (Number(high) * 256 + Number(low)).toString(16);

function toText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join(".");
  return Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(":");
}
