/** A track that wants a part of a receiver's line. */
export interface Demand {
  readonly id: string;
  /** Who is served first: a shared screen, who speaks, the rest. */
  readonly rank: "screen" | "speaker" | "other";
  /** What can be had, from the lowest to the highest that is wished. */
  readonly layers: readonly { readonly quality: 0 | 1 | 2; readonly bitrateBps: number }[];
  /** What is being sent now; undefined = nothing. */
  readonly current: 0 | 1 | 2 | undefined;
}

/** Going up must leave this much room, so that it does not come down at once. */
const headroom = 1.1;

/**
 * Divides a line: shared screens get their best; then everybody his lowest; then who speaks, and then the rest, more and more.
 * @returns the quality for each; what is missing is paused
 */
export function allocate(budgetBps: number, demands: readonly Demand[]): ReadonlyMap<string, 0 | 1 | 2> {
  const chosen = new Map<Demand, number>();
  let leftBps = budgetBps;
  const ofRank = (rank: Demand["rank"]): Demand[] => demands.filter((demand) => demand.rank === rank);

  /** Gives one layer more, if it fits. */
  const raise = (demand: Demand): boolean => {
    const index = (chosen.get(demand) ?? -1) + 1;
    const layer = demand.layers[index];
    if (!layer) return false;
    const before = demand.layers[index - 1]?.bitrateBps ?? 0;
    const isKept = demand.current !== undefined && layer.quality <= demand.current;
    if ((layer.bitrateBps - before) * (isKept ? 1 : headroom) > leftBps) return false;
    leftBps -= layer.bitrateBps - before;
    chosen.set(demand, index);
    return true;
  };
  const raiseToTop = (group: readonly Demand[]): void => {
    let rest = group;
    while (rest.length > 0) rest = rest.filter(raise);
  };

  raiseToTop(ofRank("screen"));
  for (const demand of [...ofRank("speaker"), ...ofRank("other")]) raise(demand);
  raiseToTop(ofRank("speaker"));
  raiseToTop(ofRank("other"));
  return new Map(
    [...chosen].flatMap(([demand, index]) => demand.layers.slice(index, index + 1).map(({ quality }) => [demand.id, quality])),
  );
}
