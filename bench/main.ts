import { benchmarks } from "./benchmarks/index.ts";
import { closeEverything } from "./closing.ts";
import { readOptions, UsageError, type Options } from "./options.ts";
import { PeerMissingError } from "./peers/index.ts";
import { toTable, type Report } from "./report.ts";

const usageExitCode = 2;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.benchmark === undefined) return list();
  const benchmark = benchmarks[options.benchmark];
  if (!benchmark) throw new UsageError(`There is no benchmark ${options.benchmark}; --list names them.`);
  if (process.platform !== "linux")
    throw new UsageError("The benchmarks read the clocks and the memory of processes from /proc: Linux only.");
  print(await benchmark.run(options), options);
}

function list(): void {
  const width = Math.max(...Object.keys(benchmarks).map((name) => name.length));
  for (const [name, { summary }] of Object.entries(benchmarks)) console.log(`${name.padEnd(width)}  ${summary}`);
}

function print({ figures, rows, notes }: Report, options: Options): void {
  if (options.isJson) return console.log(JSON.stringify(figures));
  console.log([...toTable(rows), "", ...notes].join("\n"));
}

function fail(error: unknown): never {
  const isExplained = error instanceof UsageError || error instanceof PeerMissingError;
  console.error(isExplained ? error.message : error);
  process.exit(isExplained ? usageExitCode : 1);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void closeEverything().finally(() => process.exit(1)));
main().catch(fail);
