import type { Antivirus } from "@veche/server/antivirus";
import type { HealthRegistry } from "@veche/server/health";
import { statfs } from "node:fs/promises";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Settings } from "./config.ts";

const scarceBytes = 2 ** 30;
/** the database needs some to go on at all */
const leastBytes = 64 * 2 ** 20;
const patienceMs = 2_500;

export type Disk = { readonly freeBytes: number; readonly totalBytes: number; readonly isScarce: boolean };

/** How much room there is on the disk of a folder that exists. */
export async function measureDisk(dir: string): Promise<Disk> {
  const { bavail, blocks, bsize } = await statfs(dir);
  const freeBytes = bavail * bsize;
  return { freeBytes, totalBytes: blocks * bsize, isScarce: freeBytes < scarceBytes };
}

/** Whether the mail server takes a connection. @param smtpUrl `smtp://…`, `smtps://…` */
export function canReachMail(smtpUrl: string): Promise<boolean> {
  const { protocol, hostname, port } = new URL(smtpUrl);
  const isEncrypted = protocol === "smtps:";
  const place = { host: hostname, port: Number(port) || (isEncrypted ? 465 : 587) };
  return new Promise((resolve) => {
    const socket = isEncrypted ? connectTls({ ...place, servername: hostname }) : connect(place);
    const answer = (isGood: boolean): void => {
      socket.destroy();
      resolve(isGood);
    };
    socket.setTimeout(patienceMs, () => answer(false));
    socket.once(isEncrypted ? "secureConnect" : "connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}

type Checked = Pick<Settings, "dataDir" | "mail"> & { readonly antivirus: Antivirus | undefined };

/** What both products stand on: room for data, who carries letters, who looks for viruses. Who is away is a warning: everything else works. */
export function registerChecks(health: HealthRegistry, { dataDir, mail, antivirus }: Checked): void {
  health.register("disk", async () => {
    const { freeBytes, totalBytes, isScarce } = await measureDisk(dataDir);
    const state = freeBytes < leastBytes ? "failing" : isScarce ? "warning" : "healthy";
    return { state, facts: { freeBytes, totalBytes } };
  });
  health.register("mail", async () => {
    if (mail.smtpUrl === undefined) return { state: "healthy", facts: { transport: "mailbox" } };
    return { state: (await canReachMail(mail.smtpUrl)) ? "healthy" : "warning", facts: { transport: new URL(mail.smtpUrl).host } };
  });
  if (antivirus) health.register("antivirus", async () => ({ state: (await antivirus.ping()) ? "healthy" : "warning" }));
}
