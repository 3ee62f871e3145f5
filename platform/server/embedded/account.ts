import { readFileSync, statSync } from "node:fs";

/** The operating system user who runs PostgreSQL; undefined means the user who runs this process. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * Who runs PostgreSQL, which refuses to be run by root. Root hands it to the owner of an existing cluster, else to the user `veche`, else to `nobody`.
 * @param clusterDir may not exist yet
 */
export function chooseAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = parsePasswd(readFileSync("/etc/passwd", "utf8"));
  const account = accounts.get("veche") ?? accounts.get("nobody");
  if (!account) throw new Error("PostgreSQL cannot run as root and this system has neither a user `veche` nor `nobody`: create one.");
  return account;
}

/** Accounts by login name. @see passwd(5) */
export function parsePasswd(text: string): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of text.split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name && uid && gid) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/** Says why a normal user cannot use the cluster of another one; undefined when he can. */
export function explainForeignOwner(clusterDir: string): string | undefined {
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  const uid = process.getuid?.();
  if (!owner || uid === undefined || uid === 0 || owner.uid === uid) return undefined;
  return `${clusterDir} belongs to the user with id ${owner.uid}, this process runs as ${uid}: start as that user or as root.`;
}
