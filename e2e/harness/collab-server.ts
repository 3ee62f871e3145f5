import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "./process.ts";

/** A collaboration server alone, at an address of its own, as another company or a public service runs it. */
export interface CollabServer {
  readonly url: string;
  remove(): Promise<void>;
}

/** @param smtpUrl where it sends its letters */
export async function startCollabServer(smtpUrl: string): Promise<CollabServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "veche-story-"));
  const port = await findFreePort();
  const program = await startProgram({
    command: ["collab/server/main.ts"],
    env: { VECHE_PORT: String(port), VECHE_DATA_DIR: dataDir, VECHE_SMTP_URL: smtpUrl },
    greeting: /Server listening at/,
    onLine: () => undefined,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    remove: async () => {
      await program.end("SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** @returns a port nobody listens on */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
