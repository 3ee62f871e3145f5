import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const rootDir = join(import.meta.dirname, "../..");
const startTimeoutMs = 150_000;

/** A server of the house in a process of its own. */
export interface Program {
  /** what it wrote when it was ready */
  readonly greeting: RegExpMatchArray;
  /** Ends it by a signal and waits; harmless when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

interface Orders {
  /** from the root of the house, with arguments behind it */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** the line that says it is ready */
  readonly greeting: RegExp;
  readonly onLine: (line: string) => void;
}

/**
 * Starts a program of the house and waits until it is ready. It ends with the process that started it, as far as it heeds its channel.
 * @throws Error with what it wrote, when it ends or stays silent instead
 */
export async function startProgram({ command: [file = "", ...args], env, greeting, onLine }: Orders): Promise<Program> {
  const child = spawn(process.execPath, [join(rootDir, file), ...args], {
    cwd: rootDir,
    env: { ...process.env, LANG: "C", LC_ALL: "C", ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ready = Promise.withResolvers<RegExpMatchArray>();
  const lines: string[] = [];
  const fail = (reason: string): void => ready.reject(new Error(`${file} ${reason}:\n${lines.slice(-30).join("\n")}`));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    onLine(line);
    const found = greeting.exec(line);
    if (found) ready.resolve(found);
  });
  child.once("exit", (code, signal) => fail(`ended with ${code ?? signal}`));
  const patience = setTimeout(() => fail("was not ready in time"), startTimeoutMs);
  try {
    return { greeting: await ready.promise, end: (signal) => end(child, signal) };
  } catch (error) {
    await end(child, "SIGKILL");
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
