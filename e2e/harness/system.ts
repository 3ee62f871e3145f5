import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram, type Program } from "./process.ts";

const isError = (line: string): boolean => line.startsWith('{"level":50');

/** The whole system in a process of its own, as `npm start` runs it, with a data folder that goes with it. */
export class System {
  readonly url: string;
  readonly #onError: (line: string) => void;
  #program: Program;
  #dataDir: string;

  private constructor(program: Program, dataDir: string, onError: (line: string) => void) {
    this.#program = program;
    this.url = program.greeting[1]!;
    this.#dataDir = dataDir;
    this.#onError = onError;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  /** @param onError gets each error the server logs */
  static async start(options: {
    readonly isDemo: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly onError: (line: string) => void;
  }): Promise<System> {
    const dataDir = await mkdtemp(join(tmpdir(), "veche-story-"));
    const program = await run(dataDir, "0", options.onError, options.isDemo ? ["--demo"] : [], options.env);
    return new System(program, dataDir, options.onError);
  }

  /** kill -9 */
  kill(): Promise<void> {
    return this.#program.end("SIGKILL");
  }

  /** Starts it again on the same data and the same port. */
  async startAgain(): Promise<void> {
    this.#program = await run(this.#dataDir, new URL(this.url).port, this.#onError);
  }

  /** Ends it in order; the data stays. */
  stop(): Promise<void> {
    return this.#program.end("SIGTERM");
  }

  /** Puts the data of a stopped system into another folder, as one who restores them elsewhere. */
  async moveData(): Promise<void> {
    const dataDir = await mkdtemp(join(tmpdir(), "veche-story-"));
    await rename(this.#dataDir, dataDir);
    this.#dataDir = dataDir;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

function run(
  dataDir: string,
  port: string,
  onError: (line: string) => void,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  return startProgram({
    command: ["launcher/main.ts", ...args],
    env: { VECHE_PORT: port, VECHE_DATA_DIR: dataDir, VECHE_LOG_LEVEL: "error", ...env },
    greeting: /^Veche is running: (\S+)$/,
    onLine: (line) => isError(line) && onError(line),
  });
}
