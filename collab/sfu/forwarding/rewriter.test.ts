import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { subtractSequence, subtractTimestamp } from "../rtp/index.ts";
import { createRandom } from "../testing/random.ts";
import { Rewriter } from "./rewriter.ts";
import { Vp8Rewriter, withVp8Numbers } from "./vp8-rewriter.ts";

const clockRate = 90_000;

interface SourceState {
  sequence: number;
  timestamp: number;
}

/** Sends through a rewriter what a publisher with several sources would send over a bad network, and looks at what comes out. */
function play(seed: number, stepCount: number, { lossRate = 0.1, dropRate = 0.05, switchRate = 0.02, reorderRate = 0.2 } = {}) {
  const random = createRandom(seed);
  const rewriter = new Rewriter(clockRate, Math.floor(random() * 0x1_0000), Math.floor(random() * 2 ** 32));
  const sources = Array.from({ length: 3 }, (): SourceState => ({
    sequence: 0x1_0000 + Math.floor(random() * 0x1_0000),
    timestamp: Math.floor(random() * 2 ** 32),
  }));
  let source = sources[0] ?? { sequence: 0, timestamp: 0 };
  const sent: { sequence: number; timestamp: number; from: number }[] = [];
  const late: { sequence: number; timestamp: number; isOld: boolean }[] = [];
  let nowMs = 1000;
  let lostCount = 0;
  let mustSwitch = true;
  const emit = (sequence: number, timestamp: number): boolean => {
    const into = { sequence: 0, timestamp: 0 };
    const isSent = rewriter.rewrite(sequence, timestamp, nowMs, into);
    if (isSent) sent.push({ ...into, from: sequence });
    return isSent;
  };
  for (let step = 0; step < stepCount; step++) {
    nowMs += random() * 20;
    if (random() < switchRate) {
      source = sources[Math.floor(random() * sources.length)] ?? source;
      mustSwitch = true;
      for (const one of late) one.isOld = true;
    }
    for (const one of sources) {
      one.sequence += 1;
      if (random() < 0.4) one.timestamp = (one.timestamp + 3000) >>> 0;
    }
    const { sequence, timestamp } = source;
    if (mustSwitch) {
      rewriter.switchTo(sequence, timestamp, nowMs);
      mustSwitch = false;
      emit(sequence, timestamp);
    } else if (random() < dropRate) rewriter.drop(sequence);
    else if (random() < lossRate) lostCount += 1;
    else if (random() < reorderRate) late.push({ sequence, timestamp, isOld: false });
    else emit(sequence, timestamp);
    while (late.length > 0 && random() < 0.5) {
      const [one] = late.splice(Math.floor(random() * late.length), 1);
      if (one && !one.isOld) emit(one.sequence, one.timestamp);
    }
  }
  return { sent, lostCount, lateCount: late.length };
}

describe("a rewriter", () => {
  it("without loss leaves no hole and doubles nothing, over switches, drops and wraps", () => {
    assert(
      property(integer(), (seed) => {
        const { sent } = play(seed, 3_000, { lossRate: 0, reorderRate: 0 });
        for (let index = 1; index < sent.length; index++) {
          const [before, here] = [sent[index - 1], sent[index]];
          expect(subtractSequence(here?.sequence ?? 0, before?.sequence ?? 0)).toBe(1);
          expect(subtractTimestamp(here?.timestamp ?? 0, before?.timestamp ?? 0)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("under loss and reordering has holes only where the network made them, and gives no number twice", () => {
    assert(
      property(integer(), (seed) => {
        const { sent, lostCount } = play(seed, 3_000);
        let highest = sent[0]?.sequence ?? 0;
        let unwrapped = 0;
        let top = 0;
        const seen = new Map<number, number>();
        for (const { sequence, timestamp } of sent) {
          unwrapped = top + subtractSequence(sequence, highest);
          expect(seen.has(unwrapped)).toBe(false);
          seen.set(unwrapped, timestamp);
          if (unwrapped > top) [top, highest] = [unwrapped, sequence];
        }
        const inOrder = [...seen].toSorted(([a], [b]) => a - b).map(([, timestamp]) => timestamp);
        for (const [index, timestamp] of inOrder.entries()) {
          if (index > 0) expect(subtractTimestamp(timestamp, inOrder[index - 1] ?? 0)).toBeGreaterThanOrEqual(0);
        }
        const lowest = Math.min(...seen.keys());
        const holes = top - lowest + 1 - seen.size;
        // A hole is a lost packet, one that came too late after a switch, or one whose place a switch took.
        expect(holes).toBeLessThanOrEqual(lostCount + 3_000 * 0.2);
      }),
      { numRuns: 40 },
    );
  });

  it("goes on where the sender's clock says, and where time passed when it is unknown", () => {
    const rewriter = new Rewriter(clockRate, 100, 1_000_000);
    const into = { sequence: 0, timestamp: 0 };
    rewriter.switchTo(70_000, 5, 0);
    rewriter.rewrite(70_000, 5, 0, into);
    expect(into).toEqual({ sequence: 100, timestamp: 1_000_000 });
    rewriter.switchTo(80_000, 900, 100, 1_000_000 + 8_000);
    rewriter.rewrite(80_000, 900, 100, into);
    expect(into).toEqual({ sequence: 101, timestamp: 1_008_000 });
    rewriter.switchTo(90_000, 7, 150);
    rewriter.rewrite(90_000, 7, 150, into);
    expect(into).toEqual({ sequence: 102, timestamp: 1_008_000 + 4_500 });
    rewriter.switchTo(95_000, 7, 160, 5_000_000);
    rewriter.rewrite(95_000, 7, 160, into);
    expect(into.timestamp).toBe(1_008_000 + 4_500 + 900);
    rewriter.switchTo(96_000, 7, 170, 1_012_000);
    rewriter.rewrite(96_000, 7, 170, into);
    expect(into.timestamp).toBe(1_008_000 + 4_500 + 901);
  });

  it("sends nothing that is older than the switch, and nothing that was dropped", () => {
    const rewriter = new Rewriter(clockRate, 0, 0);
    const into = { sequence: 0, timestamp: 0 };
    rewriter.switchTo(1_000, 0, 0);
    expect(rewriter.rewrite(999, 0, 0, into)).toBe(false);
    expect(rewriter.rewrite(1_000, 0, 0, into)).toBe(true);
    rewriter.drop(1_002);
    expect(rewriter.rewrite(1_003, 0, 0, into)).toBe(true);
    expect(into.sequence).toBe(2);
    expect(rewriter.rewrite(1_002, 0, 0, into)).toBe(false);
    expect(rewriter.rewrite(1_001, 0, 0, into)).toBe(true);
    expect(into.sequence).toBe(1);
  });
});

describe("the numbers of VP8 pictures", () => {
  const build = (pictureId: number, levelZeroIndex: number, keyIndex: number): Buffer =>
    Buffer.from([0x90, 0xf0, 0x80 | (pictureId >> 8), pictureId & 255, levelZeroIndex, keyIndex, 0, 0]);

  it("go on over a change of the source, wrapping as they do", () => {
    const rewriter = new Vp8Rewriter();
    const numbers = { pictureId: 0, levelZeroIndex: 0, keyIndex: 0 };
    rewriter.switchTo(build(32_767, 255, 31));
    rewriter.rewrite(build(32_767, 255, 31), true, numbers);
    expect(numbers).toEqual({ pictureId: 32_767, levelZeroIndex: 255, keyIndex: 31 });
    rewriter.switchTo(build(500, 10, 3));
    rewriter.rewrite(build(500, 10, 3), true, numbers);
    expect(numbers).toEqual({ pictureId: 0, levelZeroIndex: 0, keyIndex: 0 });
    rewriter.rewrite(build(501, 11, 3), true, numbers);
    expect(numbers).toEqual({ pictureId: 1, levelZeroIndex: 1, keyIndex: 0 });
    rewriter.rewrite(build(499, 9, 2), false, numbers);
    expect(numbers).toEqual({ pictureId: 32_767, levelZeroIndex: 255, keyIndex: 31 });
  });

  it("are seen by one receiver only", () => {
    const payload = build(500, 10, 3);
    const before = Buffer.from(payload);
    let seen: Buffer | undefined;
    withVp8Numbers(payload, { pictureId: 9, levelZeroIndex: 8, keyIndex: 7 }, () => (seen = Buffer.from(payload)));
    expect(seen).toEqual(build(9, 8, 7));
    expect(payload).toEqual(before);
  });
});
