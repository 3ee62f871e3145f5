import type { CallEvent } from "./events.ts";
import type { Call } from "./types.ts";

/**
 * The next state of the calls that go on. An older state of a call changes nothing; one that has ended goes.
 * @returns the very same list when nothing changes
 */
export function applyCallEvent(calls: readonly Call[], { call }: CallEvent): readonly Call[] {
  const index = calls.findIndex(({ id }) => id === call.id);
  const known = calls[index];
  if (known && known.version >= call.version) return calls;
  if (call.state === "ended") return known ? calls.toSpliced(index, 1) : calls;
  return known ? calls.with(index, call) : [...calls, call];
}
