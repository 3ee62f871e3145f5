import { applyCallEvent, listCalls } from "@veche/collab-domain/calls";
import type { Call as PhoneCall, CallId } from "@veche/collab-domain/calls";
import type { CollabEvent } from "@veche/collab-domain/everything";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

/** Calls that ring or go on in the conversations I see, live. */
export class LiveCalls {
  readonly #call: Call;
  readonly #state = createWritable<readonly PhoneCall[]>([]);
  readonly #ended = createWritable<PhoneCall | null>(null);
  readonly #endedIds = new Set<CallId>();

  constructor(call: Call) {
    this.#call = call;
  }

  /** none until first connected */
  get state(): Readable<readonly PhoneCall[]> {
    return this.#state;
  }

  /** the one that ended last, while this page looked */
  get ended(): Readable<PhoneCall | null> {
    return this.#ended;
  }

  /** An answer may come before its event. */
  put(call: PhoneCall): void {
    if (this.#endedIds.has(call.id)) return;
    this.#state.update((calls) => applyCallEvent(calls, { type: "call.changed", call }));
    if (call.state !== "ended") return;
    this.#endedIds.add(call.id);
    this.#ended.set(call);
  }

  /** Takes them as they are now. @throws AppError */
  async refresh(): Promise<void> {
    const before = this.#state.getSnapshot();
    const { items } = await this.#call(listCalls, {});
    const arrived = this.#state.getSnapshot().filter((call) => !before.includes(call));
    const going = items.filter(({ id }) => !this.#endedIds.has(id));
    this.#state.set(arrived.reduce((calls, call) => applyCallEvent(calls, { type: "call.changed", call }), going as readonly PhoneCall[]));
  }

  handleEvent(event: CollabEvent): void {
    if (event.type === "call.changed") this.put(event.call);
    // what goes on there is seen from now on, or no more
    if (event.type === "conversation.opened") void this.refresh().catch(() => undefined);
    if (event.type === "conversation.closed") {
      this.#state.update((calls) => calls.filter(({ conversationId }) => conversationId !== event.conversationId));
    }
  }
}
