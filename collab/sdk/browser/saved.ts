import type { CollabEvent } from "@veche/collab-domain/everything";
import { applyToSaved, listSavedPlaces } from "@veche/collab-domain/messages";
import type { MessageEvent, SavedMessageEvent, SavedPlace } from "@veche/collab-domain/messages";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable } from "./readable.ts";

type Heard = MessageEvent | SavedMessageEvent;

/** Where the messages stand that I keep for myself, live. */
export class LiveSaved {
  readonly #call: Call;
  readonly #state = createWritable<readonly SavedPlace[]>([]);
  /** what was heard while the list was on its way, of each reading */
  readonly #late = new Set<Heard[]>();

  constructor(call: Call) {
    this.#call = call;
  }

  /** saved last first; empty until first connected */
  get state(): Readable<readonly SavedPlace[]> {
    return this.#state;
  }

  /** Takes them as they are now. @throws AppError */
  async refresh(): Promise<void> {
    const late: Heard[] = [];
    this.#late.add(late);
    try {
      const { items } = await this.#call(listSavedPlaces, {});
      this.#state.set(late.reduce<readonly SavedPlace[]>(applyToSaved, items));
    } finally {
      this.#late.delete(late);
    }
  }

  handleEvent(event: CollabEvent): void {
    if (event.type !== "savedMessage.changed" && event.type !== "message.changed") return;
    for (const late of this.#late) late.push(event);
    this.#state.update((places) => applyToSaved(places, event));
  }
}
