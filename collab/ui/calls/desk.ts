import { declineCall, endCall, joinCall, startCall } from "@veche/collab-domain/calls";
import type { Call, CallId } from "@veche/collab-domain/calls";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { Collab, Readable } from "@veche/collab-sdk/browser";
import { createWritable } from "@veche/collab-sdk/browser";
import { newId } from "@veche/kernel";
import { getDeviceId } from "./device.ts";
import { CallSession } from "./session.ts";
import type { Ending } from "./state.ts";

/** Where the running call is shown: on the stage, or small while one works elsewhere. */
export type CallView = "stage" | "small";

/** The one call in which one takes part on this page, wherever in the program one is. */
export class CallDesk {
  readonly #collab: Collab;
  readonly #session = createWritable<CallSession | null>(null);
  readonly #view = createWritable<CallView>("stage");
  readonly #ending = createWritable<{ readonly ending: Ending; readonly call: Call } | null>(null);

  constructor(collab: Collab) {
    this.#collab = collab;
    addEventListener("beforeunload", (event) => {
      if (this.#session.getSnapshot()) event.preventDefault();
    });
  }

  get session(): Readable<CallSession | null> {
    return this.#session;
  }

  get view(): Readable<CallView> {
    return this.#view;
  }

  /** how the last call ended for this page, until it is said */
  get ending(): Readable<{ readonly ending: Ending; readonly call: Call } | null> {
    return this.#ending;
  }

  show(view: CallView): void {
    this.#view.set(view);
  }

  /** Calls the people of a conversation, or joins them. @throws AppError */
  async start(conversationId: ConversationId, hasVideo: boolean): Promise<void> {
    await this.#hangUpUnless(({ state }) => state.getSnapshot().conversationId === conversationId);
    const id = newId<"Call">();
    const { call, access } = await this.#collab.call(startCall, { conversationId, id, deviceId: getDeviceId(), hasVideo });
    this.#collab.calls.put(call);
    if (access) this.#open(call, access, hasVideo);
    else this.#ending.set({ ending: call.outcome ?? "held", call });
  }

  /** Answers, or comes later. @throws AppError */
  async join(call: Call, hasVideo: boolean): Promise<void> {
    await this.#hangUpUnless(({ state }) => state.getSnapshot().callId === call.id);
    const { access, call: joined } = await this.#collab.call(joinCall, { callId: call.id, deviceId: getDeviceId() });
    this.#collab.calls.put(joined);
    if (access) this.#open(joined, access, hasVideo);
  }

  /** Leaves the room without a word to the server: nobody is there any more who could hang up. */
  stop(): void {
    this.#session.getSnapshot()?.stop();
  }

  /** @throws AppError */
  async decline(callId: CallId): Promise<void> {
    const { call } = await this.#collab.call(declineCall, { callId });
    this.#collab.calls.put(call);
  }

  /** Ends the call for everybody. @throws AppError */
  async endForAll(callId: CallId): Promise<void> {
    const { call } = await this.#collab.call(endCall, { callId });
    this.#collab.calls.put(call);
  }

  forgetEnding(): void {
    this.#ending.set(null);
  }

  /** One talks in one call at a time. */
  async #hangUpUnless(isSame: (session: CallSession) => boolean): Promise<void> {
    const session = this.#session.getSnapshot();
    if (session && !isSame(session)) await session.leave();
  }

  #open(call: Call, access: ConstructorParameters<typeof CallSession>[0]["access"], hasVideo: boolean): void {
    this.#session.getSnapshot()?.stop();
    this.#view.set("stage");
    const session: CallSession = new CallSession({
      ...{ collab: this.#collab, call, access, hasVideo },
      onEnded: (ending) => {
        if (this.#session.getSnapshot() === session) this.#session.set(null);
        if (ending) this.#ending.set({ ending, call });
      },
    });
    this.#session.set(session);
  }
}

const desks = new WeakMap<Collab, CallDesk>();

/** The same desk for the same connection. */
export function deskOf(collab: Collab): CallDesk {
  const desk = desks.get(collab) ?? new CallDesk(collab);
  desks.set(collab, desk);
  return desk;
}
