import { describe, expect, it } from "vitest";
import { parseRtcp } from "../rtp/index.ts";
import { ArrivalRecorder } from "./arrivals.ts";
import { NackList } from "./nack-list.ts";
import { SpeakerDetector } from "./speakers.ts";

const toSendTime = (ms: number): number => Math.round(ms * 262.144) & 0xff_ffff;

function readArrivals(recorder: ArrivalRecorder): (number | undefined)[] {
  return recorder
    .takeFeedback()
    .flatMap((packet) => parseRtcp(packet).flatMap((one) => (one.kind === "transportFeedback" ? one.arrivalsMs : [])));
}

describe("arrival times", () => {
  it("are those of the clock while the loop keeps up", () => {
    const recorder = new ArrivalRecorder(1);
    for (const [index, atMs] of [100, 105, 120].entries()) {
      recorder.add(65_535 + index, 7, toSendTime(60_000 + index * 5), atMs, { isLagging: false, polledAtMs: 0 });
    }
    expect(readArrivals(recorder)).toEqual([100, 105, 120]);
  });

  it("do not show the delays of a busy processor", () => {
    const recorder = new ArrivalRecorder(1);
    const sentMs = Array.from({ length: 40 }, (_, index) => 1_000 + index * 5);
    // The loop sleeps for 60 ms at a time; what came meanwhile is handled at once.
    for (const [index, sent] of sentMs.entries()) {
      const handledAtMs = Math.ceil((sent + 10) / 60) * 60;
      recorder.add(index, 7, toSendTime(sent), handledAtMs, { isLagging: true, polledAtMs: handledAtMs - 60 });
    }
    const delays = readArrivals(recorder).map((arrival, index) => (arrival ?? 0) - (sentMs[index] ?? 0));
    expect(Math.max(...delays.slice(12)) - Math.min(...delays.slice(12))).toBeLessThan(8);
  });

  it("show a queue in the network though the loop lags", () => {
    const recorder = new ArrivalRecorder(1);
    for (let index = 0; index < 200; index++) {
      const sent = 1_000 + index * 5;
      const arrived = sent + 10 + index;
      recorder.add(index, 7, toSendTime(sent), arrived, { isLagging: true, polledAtMs: arrived - 60 });
    }
    const arrivals = readArrivals(recorder);
    const growth = (arrivals[199] ?? 0) - (arrivals[0] ?? 0) - 199 * 5;
    expect(growth).toBeGreaterThan(120);
  });

  it("go on in the next feedback where the last one ended, losses included", () => {
    const recorder = new ArrivalRecorder(1);
    recorder.add(10, 7, -1, 100, { isLagging: false, polledAtMs: 0 });
    recorder.takeFeedback();
    recorder.add(13, 7, -1, 130, { isLagging: false, polledAtMs: 0 });
    const [feedback] = parseRtcp(recorder.takeFeedback()[0] ?? Buffer.alloc(0));
    expect(feedback).toMatchObject({ baseSequence: 11, arrivalsMs: [undefined, undefined, 130] });
  });
});

describe("the list of missing packets", () => {
  it("waits a moment for what is only late, asks again, and gives up at last", () => {
    const list = new NackList();
    list.handleReceived(100, 0);
    list.handleReceived(103, 0);
    expect(list.takeDue(5, 50)).toEqual([]);
    list.handleReceived(101, 6);
    expect(list.takeDue(20, 50)).toEqual([102]);
    expect(list.takeDue(30, 50)).toEqual([]);
    let askedCount = 1;
    for (let nowMs = 30; nowMs < 5_000; nowMs += 10) askedCount += list.takeDue(nowMs, 50).length;
    expect(askedCount).toBe(10);
    expect(list.size).toBe(0);
  });

  it("does not repair a hole that is too wide", () => {
    const list = new NackList();
    list.handleReceived(100, 0);
    expect(list.handleReceived(1_000, 0)).toBe(false);
    expect(list.size).toBe(0);
  });
});

describe("speakers", () => {
  const speak = (detector: SpeakerDetector, track: string, level: number): void => {
    for (let packet = 0; packet < 25; packet++) detector.handleLevel(track, level);
  };

  it("are those who are loud for a while, told once when it begins and once when it ends", () => {
    const detector = new SpeakerDetector();
    detector.update(0);
    speak(detector, "anna", 20);
    speak(detector, "boris", 80);
    detector.handleLevel("carol", 5);
    expect(detector.update(500)).toEqual([{ trackId: "anna", level: 0.125, isActive: true }]);
    speak(detector, "anna", 20);
    expect(detector.update(1_000)).toEqual([]);
    expect(detector.update(1_500)).toEqual([{ trackId: "anna", level: 0, isActive: false }]);
    expect(detector.update(2_000)).toEqual([]);
  });

  it("are the ones to be heard in a crowd, the louder before the softer", () => {
    const detector = new SpeakerDetector();
    detector.update(0);
    for (const [index, track] of ["a", "b", "c", "d"].entries()) speak(detector, track, 5 + index * 8);
    detector.update(500);
    expect([...detector.listLoudest(2)]).toEqual(["a", "b"]);
  });
});
