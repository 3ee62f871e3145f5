import { collabMigrations } from "@veche/collab-server";
import { officeMigrations } from "@veche/office-server";
import { openClamd } from "@veche/server/antivirus";
import { checkDatabase, listPendingMigrations, openDatabase } from "@veche/server/database";
import { findRunningPostgres } from "@veche/server/embedded";
import { openLog } from "@veche/server/log";
import { existsSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import { dirname, join } from "node:path";
import { canReachMail, measureDisk } from "./checks.ts";
import type { Settings } from "./config.ts";
import { probePort } from "./port.ts";
import type { Words } from "./words.ts";

export type Finding = { readonly state: "good" | "warning" | "bad"; readonly text: string };

const patienceMs = 5_000;

/** Looks at everything that the server needs, whether it runs or not, and changes nothing. */
export async function examine(settings: Settings, words: Words): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    examineDataDir(settings, words),
    examineDisk(settings, words),
    examineDatabase(settings, words),
    examineTables(settings, words),
    examinePort(settings, words),
    examineMail(settings, words),
    examineAntivirus(settings, words),
  ]);
  return findings.flat();
}

async function examineDataDir({ dataDir }: Settings, words: Words): Promise<Finding> {
  try {
    await access(nearestExisting(dataDir), constants.W_OK);
    return { state: "good", text: words.doctor.dataDirGood(dataDir) };
  } catch {
    return { state: "bad", text: words.dataDirForbidden(dataDir) };
  }
}

async function examineDisk({ dataDir }: Settings, words: Words): Promise<Finding> {
  const { freeBytes, isScarce } = await measureDisk(nearestExisting(dataDir));
  return { state: isScarce ? "warning" : "good", text: words.doctor.diskFree(freeBytes / 2 ** 30) };
}

async function examineDatabase({ databaseUrl, dataDir }: Settings, words: Words): Promise<Finding> {
  const url = databaseUrl ?? findRunningPostgres(join(dataDir, "postgres"));
  if (url === undefined) {
    const isMade = existsSync(join(dataDir, "postgres/cluster"));
    return { state: "good", text: isMade ? words.doctor.databaseAsleep() : words.doctor.databaseNotMade() };
  }
  try {
    await checkDatabase(url);
    return { state: "good", text: words.doctor.databaseGood() };
  } catch (error) {
    return { state: "bad", text: words.databaseFailed(error instanceof Error ? error.message : String(error)) };
  }
}

/** Whether both products would find their tables in the form they know. */
async function examineTables({ databaseUrl, dataDir }: Settings, words: Words): Promise<readonly Finding[]> {
  const url = databaseUrl ?? findRunningPostgres(join(dataDir, "postgres"));
  if (url === undefined) return [];
  return Promise.all([collabMigrations, officeMigrations].map((wanted) => examineSchema(url, wanted, words)));
}

async function examineSchema(url: string, wanted: typeof collabMigrations | typeof officeMigrations, words: Words): Promise<Finding> {
  const database = openDatabase({ connection: url, schema: wanted.schema, poolSize: 1, log: openLog({ level: "silent", name: "doctor" }) });
  try {
    const pending = await listPendingMigrations(database.pool, wanted);
    const text = pending.length === 0 ? words.doctor.tablesGood(wanted.schema) : words.doctor.tablesPending(wanted.schema, pending.length);
    return { state: "good", text };
  } catch (error) {
    return { state: "bad", text: words.doctor.tablesBad(wanted.schema, error instanceof Error ? error.message : String(error)) };
  } finally {
    await database.stop();
  }
}

async function examinePort({ host, port }: Settings, words: Words): Promise<Finding> {
  const found = await probePort(host, port);
  if (typeof found === "number") return { state: "good", text: words.doctor.portFree(port) };
  if (found === "forbidden") return { state: "bad", text: words.portForbidden(port) };
  if (found === "unknownHost") return { state: "bad", text: words.hostUnknown(host) };
  return (await answersAsVeche(port))
    ? { state: "good", text: words.doctor.serverRuns(port) }
    : { state: "bad", text: words.portBusy(port) };
}

async function answersAsVeche(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(patienceMs) });
    return Array.isArray(((await response.json()) as { checks?: unknown }).checks);
  } catch {
    return false;
  }
}

async function examineMail({ mail }: Settings, words: Words): Promise<Finding> {
  if (mail.smtpUrl === undefined) return { state: "warning", text: words.doctor.mailKept() };
  const { hostname } = new URL(mail.smtpUrl);
  return (await canReachMail(mail.smtpUrl))
    ? { state: "good", text: words.doctor.mailGood(hostname) }
    : { state: "bad", text: words.doctor.mailUnreachable(hostname) };
}

async function examineAntivirus({ clamdUrl }: Settings, words: Words): Promise<readonly Finding[]> {
  if (clamdUrl === undefined) return [];
  return (await openClamd(clamdUrl).ping())
    ? [{ state: "good", text: words.doctor.antivirusGood(clamdUrl) }]
    : [{ state: "bad", text: words.doctor.antivirusUnreachable(clamdUrl) }];
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
