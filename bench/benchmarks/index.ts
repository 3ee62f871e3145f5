import type { Benchmark } from "../benchmark.ts";
import { catchUp } from "./catch-up.ts";
import { connections } from "./connections.ts";
import { hot } from "./hot.ts";
import { messages } from "./messages.ts";
import { search } from "./search.ts";
import { sends } from "./sends.ts";
import { sfu } from "./sfu.ts";
import { start } from "./start.ts";

/** All benchmarks by the name that is typed. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  messages,
  sends,
  hot,
  "catch-up": catchUp,
  connections,
  search,
  start,
  sfu,
};
