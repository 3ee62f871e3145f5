import { deepStrictEqual } from "node:assert";

/**
 * Proves that a screen needs no reload: the snapshot before an act, with the events of the act applied, equals the snapshot after it;
 * applying them twice changes nothing more.
 * @returns the snapshot after the act
 */
export async function expectConverges<State, Event>(options: {
  readonly snapshot: () => Promise<State>;
  readonly act: () => Promise<unknown>;
  /** the events that reached this observer since the beginning of the act */
  readonly events: () => readonly Event[];
  readonly apply: (state: State, event: Event) => State;
}): Promise<State> {
  const before = await options.snapshot();
  await options.act();
  const after = await options.snapshot();
  const events = options.events();
  const once = events.reduce(options.apply, before);
  deepStrictEqual(once, after, "snapshot before + events is not the snapshot after");
  deepStrictEqual(events.reduce(options.apply, once), after, "applying the events twice changed the state");
  return after;
}
