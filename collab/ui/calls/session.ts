import { joinCall, leaveCall } from "@veche/collab-domain/calls";
import type { Call, CallAccess } from "@veche/collab-domain/calls";
import type { Collab, Readable } from "@veche/collab-sdk/browser";
import { createWritable } from "@veche/collab-sdk/browser";
import { AppError } from "@veche/kernel";
import { getDeviceId } from "./device.ts";
import { toProblem } from "./problems.ts";
import type { CallRoom } from "./room.ts";
import type { Ending, Problem, SessionState } from "./state.ts";

interface SessionParts {
  readonly collab: Collab;
  readonly call: Call;
  /** undefined: asked for first */
  readonly access: CallAccess | undefined;
  readonly hasVideo: boolean;
  /** the call is over for this page; null: hung up here */
  onEnded(ending: Ending | null): void;
}

const retryMs = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000] as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Taking part in a call on this page: enters the room, comes back when the line breaks, and ends when the call does, here or elsewhere.
 * Sound and picture code is loaded when it is needed.
 */
export class CallSession {
  readonly #parts: SessionParts;
  readonly #state;
  readonly #stops: (() => void)[] = [];
  #room: CallRoom | null = null;
  #wantsCamera: boolean;
  #wantsMicrophone = true;
  #isOver = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#wantsCamera = parts.hasVideo;
    this.#state = createWritable<SessionState>({
      ...{ callId: parts.call.id, conversationId: parts.call.conversationId, connection: "connecting", tiles: [], shares: [] },
      ...{
        isMicrophoneOn: false,
        isCameraOn: false,
        isSharing: false,
        hasHand: false,
        quality: "unknown",
        problem: null,
        isSilenced: false,
      },
    });
    const { calls } = parts.collab;
    this.#stops.push(
      calls.state.subscribe(() => this.#followCall()),
      calls.ended.subscribe(() => this.#followEnd()),
    );
    void this.#enter(parts.access);
  }

  get state(): Readable<SessionState> {
    return this.#state;
  }

  async toggleMicrophone(): Promise<void> {
    this.#wantsMicrophone = !this.#state.getSnapshot().isMicrophoneOn;
    await this.#try("microphone", (room) => room.setMicrophone(this.#wantsMicrophone));
  }

  async toggleCamera(): Promise<void> {
    this.#wantsCamera = !this.#state.getSnapshot().isCameraOn;
    await this.#try("camera", (room) => room.setCamera(this.#wantsCamera));
  }

  async toggleScreen(): Promise<void> {
    await this.#try("screen", (room) => room.setScreen(!this.#state.getSnapshot().isSharing));
  }

  async toggleHand(): Promise<void> {
    await this.#room?.setHand(!this.#state.getSnapshot().hasHand);
  }

  async startSound(): Promise<void> {
    await this.#room?.startSound();
  }

  getDevice(kind: MediaDeviceKind): string | undefined {
    return this.#room?.getDevice(kind);
  }

  async setDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    const device = kind === "videoinput" ? "camera" : "microphone";
    await this.#try(device, (room) => room.setDevice(kind, deviceId));
  }

  forgetProblem(): void {
    this.#update({ problem: null });
  }

  /** Hangs up. */
  async leave(): Promise<void> {
    const { collab, call } = this.#parts;
    this.#end(null);
    const left = await collab.call(leaveCall, { callId: call.id, deviceId: getDeviceId() });
    collab.calls.put(left.call);
  }

  /** Leaves the room without a word to the server: the page goes, or another person comes. */
  stop(): void {
    this.#end(null);
  }

  async #enter(given: CallAccess | undefined): Promise<void> {
    const { CallRoom } = await import("./room.ts");
    const ending = await this.#connect(CallRoom, given);
    if (ending) this.#end(ending);
  }

  /** @returns why it cannot go on; null when one is in, or has hung up meanwhile */
  async #connect(Kind: typeof CallRoom, given: CallAccess | undefined): Promise<Ending | null> {
    let access = given;
    for (const waitMs of retryMs) {
      if (this.#isOver) return null;
      try {
        access ??= await this.#join();
        await this.#open(Kind, access);
        return null;
      } catch (error) {
        const ending = toEnding(error);
        if (ending) return ending;
        access = undefined;
        await pause(waitMs);
      }
    }
    return this.#isOver ? null : "lost";
  }

  async #join(): Promise<CallAccess> {
    const { collab, call } = this.#parts;
    const { access, call: joined } = await collab.call(joinCall, { callId: call.id, deviceId: getDeviceId() });
    collab.calls.put(joined);
    if (!access) throw new AppError("gone");
    return access;
  }

  async #open(Kind: typeof CallRoom, { url, token }: CallAccess): Promise<void> {
    const room: CallRoom = new Kind({
      onChanged: () => this.#read(room),
      onReconnecting: () => this.#update({ connection: "reconnecting" }),
      onReconnected: () => this.#update({ connection: "connected" }),
      onLost: () => this.#comeBack(room, Kind),
      onDevicesChanged: () => this.#read(room),
    });
    await room.connect(url ?? this.#parts.collab.origin, token);
    if (this.#isOver) return void room.leave();
    this.#room = room;
    this.#update({ connection: "connected" });
    this.#read(room);
    await this.#try("microphone", (open) => open.setMicrophone(this.#wantsMicrophone));
    if (this.#wantsCamera) await this.#try("camera", (open) => open.setCamera(true));
  }

  /** The room was lost: the call may have ended, moved to another device, or just the server started again. */
  #comeBack(room: CallRoom, Kind: typeof CallRoom): void {
    if (this.#isOver || this.#room !== room) return;
    this.#room = null;
    void room.leave();
    this.#update({ connection: "reconnecting", shares: [], isSharing: false });
    void this.#connect(Kind, undefined).then((ending) => ending && this.#end(ending));
  }

  #read(room: CallRoom): void {
    if (room === this.#room) this.#update(room.read());
  }

  /** I talk on another device, or was put out. */
  #followCall(): void {
    const { collab, call } = this.#parts;
    const myId = collab.me.getSnapshot()?.user.id;
    const now = collab.calls.state.getSnapshot().find(({ id }) => id === call.id);
    const own = now?.participants.find(({ userId }) => userId === myId);
    if (!own || this.#room === null) return;
    if (own.state !== "joined") this.#end("removed");
    else if (own.deviceId !== getDeviceId()) this.#end("moved");
  }

  #followEnd(): void {
    const ended = this.#parts.collab.calls.ended.getSnapshot();
    if (ended?.id === this.#parts.call.id) this.#end(ended.outcome ?? "held");
  }

  async #try(device: "microphone" | "camera" | "screen", run: (room: CallRoom) => Promise<void>): Promise<void> {
    const room = this.#room;
    if (!room) return;
    let problem: Problem | null = null;
    try {
      await run(room);
    } catch (error) {
      problem = toProblem(device, error);
    }
    this.#update({ problem });
    this.#read(room);
  }

  #update(changes: Partial<SessionState>): void {
    if (!this.#isOver) this.#state.update((state) => ({ ...state, ...changes }));
  }

  #end(ending: Ending | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const stop of this.#stops) stop();
    void this.#room?.leave();
    this.#room = null;
    this.#parts.onEnded(ending);
  }
}

/** @returns undefined for what another try may mend */
function toEnding(error: unknown): Ending | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === "gone") return "held";
  if (error.code === "not_found" || error.code === "forbidden") return "removed";
  return error.code === "conflict" ? "full" : undefined;
}
