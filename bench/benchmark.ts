import type { Options } from "./options.ts";
import type { Report } from "./report.ts";

export interface Benchmark {
  /** one sentence, with the options it has */
  readonly summary: string;
  run(options: Options): Promise<Report>;
}
