import { ConnectionQuality } from "@livekit/protocol";
import type { TransportHealth } from "../media/index.ts";

const worstScore = 1;
const bestScore = 5;

/**
 * How a line feels, from loss, delay and what it carries. Never LOST: that is for clients to notice, who would connect anew.
 * @returns a score of 1–5 as in ITU-T P.800
 */
export function describeQuality(health: TransportHealth | undefined): { readonly quality: ConnectionQuality; readonly score: number } {
  if (!health) return { quality: ConnectionQuality.EXCELLENT, score: bestScore };
  const loss = Math.max(health.upLoss, health.downLoss);
  const delay = Math.max(0, (health.roundTripMs ?? 0) - 150) / 400;
  const isNarrow = health.estimateBps !== undefined && health.estimateBps < 250_000;
  const score = Math.max(worstScore, bestScore - loss * 25 - delay * 2 - (isNarrow ? 2 : 0));
  const quality = score > 3.8 ? ConnectionQuality.EXCELLENT : score > 2.5 ? ConnectionQuality.GOOD : ConnectionQuality.POOR;
  return { quality, score };
}
