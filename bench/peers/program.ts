import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { must } from "@veche/kernel";
import type { Closing } from "../closing.ts";
import { endProcesses, listTree } from "../measures/index.ts";
import type { Account } from "./account.ts";

const lastWordsLength = 2_000;

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly account: Account;
  /** of its own; also its home */
  readonly dir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** takes what it prints */
  readonly logPath: string;
  /** which of its processes is asked to end; the first where nothing is said */
  readonly chooseServer?: (pids: readonly number[]) => number;
}

/** Starts a server under its account; closing ends it and all that it started, by their ids. @returns the id of its first process */
export async function startProgram(closing: Closing, program: Program): Promise<number> {
  const log = openSync(program.logPath, "w");
  const child = spawn(program.path, program.args, {
    cwd: program.dir,
    env: { PATH: must(process.env["PATH"]), HOME: program.dir, LANG: "C.UTF-8", ...program.env },
    stdio: ["ignore", log, log],
    ...program.account,
  });
  closeSync(log);
  await once(child, "spawn");
  const pid = must(child.pid);
  closing.add(() => end(pid, program.chooseServer));
  return pid;
}

async function end(pid: number, chooseServer: Program["chooseServer"] = () => pid): Promise<void> {
  const pids = listTree(pid);
  await endProcesses([chooseServer(pids)]);
  await endProcesses(pids);
}

/** Runs to the end. @throws Error with its last words when it fails */
export async function runProgram(program: Program): Promise<void> {
  const log = openSync(program.logPath, "w");
  const child = spawn(program.path, program.args, { cwd: program.dir, stdio: ["ignore", log, log], ...program.account });
  closeSync(log);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${program.path} ended with ${code}:\n${readFileSync(program.logPath, "utf8").slice(-lastWordsLength)}`);
}
