import { HealthRegistry, mountHealth } from "@veche/server/health";
import { openClamd } from "@veche/server/antivirus";
import { openHttp } from "@veche/server/http";
import type { Log } from "@veche/server/log";
import type { FastifyInstance } from "fastify";
import { registerChecks } from "./checks.ts";
import { isLocalHost, type Settings } from "./config.ts";
import { openSharedDatabase } from "./database.ts";
import { identifyInstallation, prepareDataDir, readSecret } from "./installation.ts";
import { mountPages } from "./pages.ts";
import { probePort, toPortFault, type PortFault } from "./port.ts";
import { openProducts, type ProductsOptions } from "./products.ts";
import { ensureWeb } from "./web.ts";
import { ExplainedError, type Words } from "./words.ts";

const lastAnswersMs = 3_000;

export type RunningServer = {
  /** what people type */
  readonly url: string;
  fillDemo(): Promise<void>;
  /** Ends everything in order; a second call waits for the same end. */
  stop(): Promise<void>;
};

/** Undoes what was opened, the newest first. */
class Opened {
  readonly #stops: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  add(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAll());
  }

  async #stopAll(): Promise<void> {
    const faults: unknown[] = [];
    for (const stop of this.#stops.toReversed()) await stop().catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw new AggregateError(faults, "not everything ended well");
  }
}

/**
 * The whole system on one origin: database, both products, pages.
 * @throws ExplainedError when the person can mend what is wrong
 */
export async function openServer(settings: Settings, log: Log, words: Words): Promise<RunningServer> {
  const opened = new Opened();
  try {
    return await open(settings, log, words, opened);
  } catch (error) {
    await opened.stop();
    throw error;
  }
}

async function open(settings: Settings, log: Log, words: Words, opened: Opened): Promise<RunningServer> {
  const port = await choosePort(settings, words);
  claimDataDir(settings.dataDir, words);
  const [webDir, database] = await Promise.all([
    ensureWeb(settings.dataDir, words),
    openSharedDatabase({ ...settings, log }).catch((error: unknown) => {
      throw new ExplainedError(words.databaseFailed(error instanceof Error ? error.message : String(error)));
    }),
  ]);
  opened.add(() => database.stop());
  const publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
  const health = new HealthRegistry();
  const antivirus = settings.clamdUrl === undefined ? undefined : openClamd(settings.clamdUrl);
  registerChecks(health, { ...settings, antivirus });
  const http = openHttp({ log, trustProxy: settings.trustedProxies });
  const products = await openProducts(http, {
    databaseUrl: database.url,
    dataDir: settings.dataDir,
    secret: settings.secret ?? readSecret(settings.dataDir),
    installationId: identifyInstallation(settings.dataDir).id,
    publicUrl,
    innerUrl: innerUrlOf(settings.host, port),
    mail: settings.mail,
    antivirus,
    isPrivatePushAllowed: settings.isPrivatePushAllowed,
    media: toMediaSettings(settings, port),
    log,
    health,
  });
  opened.add(() => products.stop());
  mountHealth(http, health);
  await mountPages(http, webDir);
  opened.add(() => closeHttp(http));
  await listen(http, settings.host, port, words);
  return { url: publicUrl, fillDemo: () => products.fillDemo(), stop: () => opened.stop() };
}

/** Sound and picture come to the same machine and, over UDP, to a port of the same number. */
function toMediaSettings({ host, media }: Settings, port: number): ProductsOptions["media"] {
  const { udpPort = port, announcedAddresses, turn, livekit } = media;
  const iceServers = turn ? [{ urls: [turn.url], sharedSecret: turn.secret }] : [];
  return { ...{ host, udpPort, announcedAddresses, iceServers, livekit }, httpPort: port };
}

async function choosePort({ host, port }: Settings, words: Words): Promise<number> {
  const found = await probePort(host, port);
  if (typeof found === "number") return found;
  throw explainPort(found, host, port, words);
}

async function listen(http: FastifyInstance, host: string, port: number, words: Words): Promise<void> {
  try {
    await http.listen({ host, port });
  } catch (error) {
    throw explainPort(toPortFault(error), host, port, words);
  }
}

/** Answers on their way get a few seconds; a connection that says nothing would otherwise hold the end up for minutes. */
async function closeHttp(http: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), lastAnswersMs);
  try {
    await http.close();
  } finally {
    clearTimeout(cut);
  }
}

function explainPort(fault: PortFault, host: string, port: number, words: Words): ExplainedError {
  if (fault === "busy") return new ExplainedError(words.portBusy(port));
  return new ExplainedError(fault === "forbidden" ? words.portForbidden(port) : words.hostUnknown(host));
}

function claimDataDir(dataDir: string, words: Words): void {
  try {
    prepareDataDir(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") throw new ExplainedError(words.dataDirForbidden(dataDir));
    throw error;
  }
}

/** The loopback address when all addresses are open. */
function innerUrlOf(host: string, port: number): string {
  if (isLocalHost(host) || host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
