/** `npm start`: installs what is missing, then keeps the server (main.ts) running until it is asked to end. Plain JavaScript for Node 20. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, rootDir, runtimeEnvironment } from "../tools/install.js";
import { ExplainedError, words } from "../tools/words.js";

/** The server has said what the person must mend; starting it again would not help. @see sysexits(3) EX_CONFIG */
const explainedExitCode = 78;
const firstDelayMs = 500;
const longestDelayMs = 30_000;
const failuresToGiveUp = 5;

function supervise(runtime) {
  let child;
  let isEnding = false;
  let failuresCount = 0;
  let restart;

  function run() {
    let wasReady = false;
    child = spawn(runtime, [join(rootDir, "launcher/main.ts"), ...process.argv.slice(2)], {
      cwd: process.cwd(),
      env: runtimeEnvironment(),
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    child.on("message", (message) => {
      wasReady ||= message === "ready";
    });
    child.on("exit", (code, signal) => {
      child = undefined;
      if (isEnding || code === 0) process.exit(code ?? 0);
      if (code === explainedExitCode) process.exit(1);
      failuresCount = wasReady ? 0 : failuresCount + 1;
      if (failuresCount >= failuresToGiveUp) {
        console.error(words("serverFailed", { count: failuresCount }));
        process.exit(1);
      }
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** failuresCount);
      console.error(words("serverDied", { reason: signal ?? code, seconds: delayMs / 1000 }));
      restart = setTimeout(run, delayMs);
    });
  }

  function end(signal) {
    isEnding = true;
    clearTimeout(restart);
    if (child) child.kill(signal);
    else process.exit(0);
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(signal === "SIGHUP" ? "SIGTERM" : signal));
  run();
}

try {
  supervise(ensureInstalled());
} catch (error) {
  if (!(error instanceof ExplainedError)) throw error;
  console.error(error.message);
  process.exit(1);
}
