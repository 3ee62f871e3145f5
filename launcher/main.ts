/** The server process. `start.js` keeps it running; it ends when its supervisor does. */

import { ConfigError } from "@veche/server/config";
import { openLog } from "@veche/server/log";
import { isLocalHost, readSettings, type Settings } from "./config.ts";
import { openServer, type RunningServer } from "./server.ts";
import { ExplainedError, wordsFor } from "./words.ts";

/** Tells the supervisor that starting again would not help. @see sysexits(3) EX_CONFIG */
const explainedExitCode = 78;

const words = wordsFor(process.env);

function readSettingsOrExplain(): Settings {
  try {
    return readSettings(process.env, process.cwd());
  } catch (error) {
    if (error instanceof ConfigError) throw new ExplainedError(words.settingsFaulty(error.faults));
    throw error;
  }
}

async function main(): Promise<void> {
  const settings = readSettingsOrExplain();
  const log = openLog({ level: settings.logLevel, name: "veche" });
  const starting = openServer(settings, log, words);
  endWith(starting);
  const server = await starting;
  const isDemo = process.argv.includes("--demo");
  if (isDemo) {
    console.log(words.demoFilling());
    await server.fillDemo();
  }
  process.send?.("ready");
  const place = {
    url: server.url,
    dataDir: settings.dataDir,
    isEmbedded: settings.databaseUrl === undefined,
    hasMailServer: settings.mail.smtpUrl !== undefined,
    isLocalOnly: isLocalHost(settings.host),
    isDemo,
  };
  console.log(`\n${words.welcome(place).join("\n")}\n`);
}

/** Ends in order at a signal, and when the supervisor is gone. */
function endWith(starting: Promise<RunningServer>): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    console.log(words.stopping());
    starting
      .then((server) => server.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.on("disconnect", end);
}

function fail(error: unknown): never {
  const isExplained = error instanceof ExplainedError;
  console.error(isExplained ? error.message : error);
  process.exit(isExplained ? explainedExitCode : 1);
}

main().catch(fail);
