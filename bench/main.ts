import { parseArgs } from "node:util";
import { measureMessages, type MessagesOptions } from "./messages.ts";

const benchmarks = {
  messages: "rooms full of people who write: --rooms 10x100 (rooms × members) [--window N] [--seconds N] [--rate N] [--json]",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: "boolean" },
    json: { type: "boolean" },
    rooms: { type: "string", default: "10x100" },
    window: { type: "string" },
    seconds: { type: "string", default: "5" },
    rate: { type: "string" },
  },
});

if (values.list || positionals[0] !== "messages") {
  for (const [name, line] of Object.entries(benchmarks)) console.log(`${name}  ${line}`);
  process.exit(values.list || positionals.length === 0 ? 0 : 2);
}
const figures = await measureMessages(readOptions());
console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));

/** Without a window or a rate: those of quality.md for rooms of 10, 100 and 1,000. */
function readOptions(): MessagesOptions {
  const [roomCount = 0, memberCount = 0] = values.rooms.split("x").map(Number);
  if (!(roomCount > 0 && memberCount > 0)) throw new Error("--rooms wants rooms × members, as 10x100");
  const [window, rate] = memberCount <= 10 ? [8, 200] : memberCount <= 100 ? [8, 40] : [6, 4];
  return {
    roomCount,
    memberCount,
    window: Number(values.window ?? window),
    seconds: Number(values.seconds),
    rate: Number(values.rate ?? rate),
  };
}
