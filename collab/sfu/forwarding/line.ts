import { allocate, type Demand } from "../bandwidth/index.ts";
import type { ForwardedTrack } from "./forwarded-track.ts";
import type { MediaSender } from "./media-sender.ts";

const shortestProbePauseMs = 4_000;
const longestProbePauseMs = 30_000;
const probeMs = 250;
const settleMs = 400;
const tolerableProbeLoss = 0.05;
const lowestLayerBps = 30_000;
/** A probe asks for this much more than the next layer needs. */
const probeMargin = 1.2;

interface Probe {
  readonly extraBps: number;
  readonly startedAtMs: number;
  lastAtMs: number;
  bestBps: number;
}

/** Divides the line of one receiver among the pictures he gets; sound is never touched. */
export class Line {
  readonly #sender: MediaSender;
  #probe: Probe | undefined;
  #probePauseMs = shortestProbePauseMs;
  #probedAtMs = 0;
  #missingBps = 0;

  constructor(sender: MediaSender) {
    this.#sender = sender;
  }

  /**
   * Allots what there is. To be called a few times a second.
   * @returns the tracks that get nothing
   */
  update(nowMs: number, findRank: (track: ForwardedTrack) => Demand["rank"]): ReadonlySet<string> {
    const { estimateBps } = this.#sender.estimator;
    const videos = [...this.#sender.tracks].filter(({ track }) => track.kind === "video");
    if (estimateBps === undefined) {
      for (const track of videos) track.setAllowed(2, nowMs);
      return new Set();
    }
    const demands = videos.filter(({ wish }) => wish.isEnabled).map((track) => buildDemand(track, findRank(track), nowMs));
    const chosen = allocate(Math.max(0, estimateBps - this.#computeAudioBps(nowMs)), demands);
    for (const track of videos) track.setAllowed(chosen.get(track.id), nowMs);
    this.#missingBps = computeMissing(demands, chosen);
    return new Set(demands.filter(({ id, layers }) => layers.length > 0 && !chosen.has(id)).map(({ id }) => id));
  }

  #computeAudioBps(nowMs: number): number {
    let sum = 0;
    for (const { track } of this.#sender.tracks) if (track.kind === "audio") sum += track.streams[0]?.meter.getBps(nowMs) ?? 0;
    return sum;
  }

  /** Tries whether more goes through when something is missing. To be called every few ms. */
  tick(nowMs: number): void {
    if (this.#probe) this.#continueProbe(this.#probe, nowMs);
    else if (this.#mayProbe(nowMs)) {
      this.#probe = { extraBps: this.#missingBps * probeMargin, startedAtMs: nowMs, lastAtMs: nowMs, bestBps: 0 };
    }
  }

  #mayProbe(nowMs: number): boolean {
    const { estimator } = this.#sender;
    if (estimator.estimateBps === undefined || this.#missingBps === 0 || estimator.state !== "normal") return false;
    return nowMs - Math.max(this.#probedAtMs, estimator.decreasedAtMs) > this.#probePauseMs;
  }

  #continueProbe(probe: Probe, nowMs: number): void {
    const { estimator } = this.#sender;
    const ageMs = nowMs - probe.startedAtMs;
    if (estimator.state === "overused") return this.#endProbe(false, nowMs);
    if (ageMs <= probeMs) {
      this.#sender.sendProbe((probe.extraBps * (nowMs - probe.lastAtMs)) / 8_000, nowMs);
      probe.lastAtMs = nowMs;
    }
    probe.bestBps = Math.max(probe.bestBps, estimator.computeArrivedBps());
    if (ageMs < probeMs + settleMs + this.#sender.roundTripOrDefaultMs) return;
    const isGood = estimator.computeLoss(nowMs) < tolerableProbeLoss;
    if (isGood) estimator.handleProbeSucceeded(probe.bestBps);
    this.#endProbe(isGood, nowMs);
  }

  #endProbe(isGood: boolean, nowMs: number): void {
    this.#probe = undefined;
    this.#probedAtMs = nowMs;
    this.#probePauseMs = isGood ? shortestProbePauseMs : Math.min(longestProbePauseMs, this.#probePauseMs * 2);
  }
}

function buildDemand(track: ForwardedTrack, rank: Demand["rank"], nowMs: number): Demand {
  const layers = track.track
    .listAlive(nowMs)
    .filter(({ quality }, index) => index === 0 || quality <= track.wish.maxQuality)
    .map(({ quality, meter }) => ({ quality, bitrateBps: Math.max(lowestLayerBps, meter.getBps(nowMs)) }));
  return { id: track.id, rank, layers, current: track.currentQuality };
}

/** What the cheapest step up would cost. */
function computeMissing(demands: readonly Demand[], chosen: ReadonlyMap<string, number>): number {
  const steps = demands.flatMap(({ id, layers }) => {
    const at = layers.findIndex(({ quality }) => quality === chosen.get(id));
    const next = layers[at + 1];
    return next ? [next.bitrateBps - (layers[at]?.bitrateBps ?? 0)] : [];
  });
  return steps.length > 0 ? Math.max(0, Math.min(...steps)) : 0;
}
