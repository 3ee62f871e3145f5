import { newId } from "@veche/kernel";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Benchmark } from "../benchmark.ts";
import { withClosing } from "../closing.ts";
import { describeMachine, listTree, measureMemoryBytes } from "../measures/index.ts";
import { OfficeCaller } from "../office-caller.ts";
import { LivePlayer } from "../players/index.ts";
import { atMost, round, type Report } from "../report.ts";
import { makeTemporaryDir } from "../temporary.ts";
import { startWholeSystem, type WholeSystem } from "../whole-system.ts";

const settlingMs = 20_000;

export const start: Benchmark = {
  summary: "npm start on an empty folder and again: seconds to the first message, memory of everything when nothing happens",
  run: measureStart,
};

function measureStart(): Promise<Report> {
  return withClosing(async (closing) => {
    const dataDir = join(makeTemporaryDir(closing), "data");
    const run = async (prepare: (office: OfficeCaller) => Promise<void>): Promise<{ system: WholeSystem; seconds: number }> => {
      const startedAtMs = performance.now();
      const system = await startWholeSystem(closing, dataDir);
      await writeFirstMessage(system, prepare);
      return { system, seconds: round((performance.now() - startedAtMs) / 1_000) };
    };
    const first = await run((office) => office.createCompany());
    await first.system.stop();
    const later = await run((office) => office.signIn());
    await pause(settlingMs);
    const idleMegabytes = Math.round(measureMemoryBytes(...listTree(later.system.pid)) / 1e6);
    return toReport({
      firstStartSeconds: first.seconds,
      laterStartSeconds: later.seconds,
      idleMegabytes,
      machine: describeMachine(`Node ${process.versions.node}`),
    });
  });
}

/** A person signs in, opens his live socket and writes; it counts when the message is on disk. */
async function writeFirstMessage({ url }: WholeSystem, prepare: (office: OfficeCaller) => Promise<void>): Promise<void> {
  const office = new OfficeCaller(url);
  await prepare(office);
  const conversationId = newId();
  const player = await LivePlayer.join(Number(new URL(url).port), conversationId, await office.createAccess());
  await player.call("conversations.createGroup", { id: conversationId, title: "Bench", userIds: [] });
  const isTaken = await player.post("first");
  player.leave();
  if (!isTaken) throw new Error("The first message was refused.");
}

function toReport(figures: {
  readonly firstStartSeconds: number;
  readonly laterStartSeconds: number;
  readonly idleMegabytes: number;
  readonly machine: string;
}): Report {
  const rows = [
    { figure: "first start to the first message, s", value: figures.firstStartSeconds, must: atMost(10) },
    { figure: "later start to the first message, s", value: figures.laterStartSeconds, must: atMost(4) },
    { figure: "idle memory of everything, MB", value: figures.idleMegabytes, must: atMost(300) },
  ];
  return {
    figures,
    rows,
    notes: ["The first start includes making a company; building the pages is not in it when they were built before."],
  };
}
