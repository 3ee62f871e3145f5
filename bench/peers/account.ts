import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PeerMissingError } from "./peer.ts";

/** The operating system user a peer runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** @throws PeerMissingError when the system has none of that name @see passwd(5) */
export function requireAccount(name: string): Account {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const [, , uid, gid] = lines.map((line) => line.split(":")).find(([login]) => login === name) ?? [];
  if (!uid || !gid) throw new PeerMissingError(`The system has no account ${name}, though its package is installed.`);
  return { uid: Number(uid), gid: Number(gid) };
}

export function makeOwnedDir(path: string, { uid, gid }: Account): string {
  mkdirSync(path);
  chownSync(path, uid, gid);
  return path;
}

export function writeOwnedFile(path: string, text: string, { uid, gid }: Account): string {
  writeFileSync(path, text);
  chownSync(path, uid, gid);
  return path;
}
