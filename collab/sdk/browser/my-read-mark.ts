import { moveReadMark } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Call } from "./caller.ts";
import type { LiveList } from "./list.ts";

const settleMs = 250;

/** How far I have read a conversation, told to the server when the reading rests. */
export class MyReadMark {
  readonly #conversationId: ConversationId;
  readonly #call: Call;
  readonly #list: LiveList;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readSeq = 0;

  constructor(conversationId: ConversationId, call: Call, list: LiveList) {
    this.#conversationId = conversationId;
    this.#call = call;
    this.#list = list;
  }

  /** Only moves on. */
  moveOn(seq: number): void {
    const known = Math.max(this.#readSeq, this.#list.head(this.#conversationId).getSnapshot()?.my.readSeq ?? 0);
    if (seq <= known) return;
    this.#readSeq = seq;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(false), settleMs);
  }

  /** At once. */
  async moveBack(seq: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#readSeq = seq;
    await this.#send(true);
  }

  async #send(allowBack: boolean): Promise<void> {
    const input = { conversationId: this.#conversationId, readSeq: this.#readSeq, allowBack };
    const mark = await this.#call(moveReadMark, input).catch(() => null);
    if (mark) this.#list.applyReadMark(this.#conversationId, mark);
  }
}
