import type { ConversationEvent, ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";

import { computePresenceState, type DeviceState, type Presence, type PresenceEvent } from "@veche/collab-domain/presence";

const pauseMs = 1_000;
const typingPauseMs = 2_000;

/** Events for single connections. */
export interface BoardDelivery {
  readonly event: ConversationEvent | PresenceEvent;
  readonly connectionIds: readonly string[];
}

export interface BoardOptions {
  deliver(batch: readonly BoardDelivery[]): void;
  /** the last connection of a person has ended */
  handleLeft(userId: UserId, lastSeenAt: Date): void;
  now(): Date;
  /** runs something once, later */
  schedule(delayMs: number, run: () => void): void;
}

interface Device {
  readonly userId: UserId;
  state: DeviceState;
  userIds: ReadonlySet<UserId>;
  conversationIds: ReadonlySet<ConversationId>;
}

interface Person {
  readonly deviceIds: Set<string>;
  isDoNotDisturb: boolean;
}

interface Mark {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly readSeq: number;
  readonly audience: ReadonlySet<UserId>;
}

/**
 * Who is there, and who looks at whom, on this node. It keeps no history and knows no transport: what happens comes in by calls, what
 * others must learn goes out in batches, at most one a second, only to who looks.
 */
export class PresenceBoard {
  readonly #options: BoardOptions;
  readonly #devices = new Map<string, Device>();
  readonly #people = new Map<UserId, Person>();
  readonly #watchers = new Map<UserId, Set<string>>();
  readonly #lookers = new Map<ConversationId, Set<string>>();
  readonly #changed = new Set<UserId>();
  readonly #marks = new Map<string, Mark>();
  readonly #typedAtMs = new Map<string, number>();
  #isScheduled = false;
  #flushedAtMs = 0;

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  handleConnected(connectionId: string, userId: UserId): void {
    this.#devices.set(connectionId, { userId, state: "online", userIds: new Set(), conversationIds: new Set() });
    const person = this.#people.get(userId) ?? { deviceIds: new Set(), isDoNotDisturb: false };
    person.deviceIds.add(connectionId);
    this.#people.set(userId, person);
    this.#change(userId);
  }

  handleDisconnected(connectionId: string): void {
    const device = this.#devices.get(connectionId);
    if (!device) return;
    this.watch(connectionId, [], []);
    this.#devices.delete(connectionId);
    const person = this.#people.get(device.userId);
    person?.deviceIds.delete(connectionId);
    if (person?.deviceIds.size === 0) {
      this.#people.delete(device.userId);
      this.#options.handleLeft(device.userId, this.#options.now());
    }
    this.#change(device.userId);
  }

  /** Away and online are of one device; do not disturb is of the person until he chooses another. */
  setState(connectionId: string | null, userId: UserId, state: DeviceState | "doNotDisturb"): void {
    const device = connectionId === null ? undefined : this.#devices.get(connectionId);
    if (device && state !== "doNotDisturb") device.state = state;
    const person = this.#people.get(userId);
    if (person && state !== "away") person.isDoNotDisturb = state === "doNotDisturb";
    this.#change(userId);
  }

  /** Restores what the person chose before his first connection. */
  restoreDoNotDisturb(userId: UserId): void {
    const person = this.#people.get(userId);
    if (!person || person.isDoNotDisturb) return;
    person.isDoNotDisturb = true;
    this.#change(userId);
  }

  /** Replaces what a connection looks at; the caller has checked that it may. */
  watch(connectionId: string, userIds: readonly UserId[], conversationIds: readonly ConversationId[]): void {
    const device = this.#devices.get(connectionId);
    if (!device) return;
    replaceIn(this.#watchers, connectionId, device.userIds, (device.userIds = new Set(userIds)));
    replaceIn(this.#lookers, connectionId, device.conversationIds, (device.conversationIds = new Set(conversationIds)));
  }

  /** @returns undefined for who is not connected here */
  find(userId: UserId): Presence | undefined {
    const person = this.#people.get(userId);
    if (!person) return undefined;
    const states = [...person.deviceIds].flatMap((id) => this.#devices.get(id)?.state ?? []);
    return { userId, state: computePresenceState(states, person.isDoNotDisturb), lastSeenAt: null };
  }

  /** Whether a person has a conversation open on a device that is being used. */
  isLookedAt(conversationId: ConversationId, userId: UserId): boolean {
    return [...(this.#lookers.get(conversationId) ?? [])].some((id) => {
      const device = this.#devices.get(id);
      return device?.userId === userId && device.state === "online";
    });
  }

  hasLookers(conversationId: ConversationId): boolean {
    return this.#lookers.has(conversationId);
  }

  /** Tells who looks at the conversation and may see it; more often than every two seconds changes nothing. */
  startTyping(conversationId: ConversationId, userId: UserId, audience: ReadonlySet<UserId>): void {
    const nowMs = this.#options.now().getTime();
    const key = `${conversationId} ${userId}`;
    if (nowMs - (this.#typedAtMs.get(key) ?? 0) < typingPauseMs) return;
    this.#typedAtMs.set(key, nowMs);
    const connectionIds = this.#lookersOf(conversationId, audience, userId);
    if (connectionIds.length > 0) this.#options.deliver([{ event: { type: "typing.started", conversationId, userId }, connectionIds }]);
    this.#schedule();
  }

  /** Tells the others who look at the conversation and may see it how far somebody has read. */
  moveReadMark(mark: Mark): void {
    this.#marks.set(`${mark.conversationId} ${mark.userId}`, mark);
    this.#schedule();
  }

  #lookersOf(conversationId: ConversationId, audience: ReadonlySet<UserId>, exceptUserId: UserId): string[] {
    return [...(this.#lookers.get(conversationId) ?? [])].filter((id) => {
      const userId = this.#devices.get(id)?.userId;
      return userId !== undefined && userId !== exceptUserId && audience.has(userId);
    });
  }

  #change(userId: UserId): void {
    if (!this.#watchers.has(userId)) return;
    this.#changed.add(userId);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const elapsedMs = this.#options.now().getTime() - this.#flushedAtMs;
    this.#options.schedule(Math.max(0, pauseMs - elapsedMs), () => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    const now = this.#options.now();
    this.#flushedAtMs = now.getTime();
    const presences = [...this.#changed].map((userId) => this.#toPresenceDelivery(userId, now));
    const marks = [...this.#marks.values()].map((mark) => this.#toMarkDelivery(mark));
    this.#changed.clear();
    this.#marks.clear();
    for (const [key, atMs] of this.#typedAtMs) if (now.getTime() - atMs >= typingPauseMs) this.#typedAtMs.delete(key);
    if (this.#typedAtMs.size > 0) this.#schedule();
    const batch = [...presences, ...marks].filter(({ connectionIds }) => connectionIds.length > 0);
    if (batch.length > 0) this.#options.deliver(batch);
  }

  #toPresenceDelivery(userId: UserId, now: Date): BoardDelivery {
    const presence = this.find(userId) ?? { userId, state: "offline", lastSeenAt: now.toISOString() };
    return { event: { type: "presence.changed", presence }, connectionIds: [...(this.#watchers.get(userId) ?? [])] };
  }

  #toMarkDelivery({ conversationId, userId, readSeq, audience }: Mark): BoardDelivery {
    const connectionIds = this.#lookersOf(conversationId, audience, userId);
    return { event: { type: "readMark.moved", conversationId, userId, readSeq }, connectionIds };
  }
}

function replaceIn<Key>(index: Map<Key, Set<string>>, connectionId: string, before: ReadonlySet<Key>, after: ReadonlySet<Key>): void {
  for (const key of before) {
    const ids = index.get(key);
    ids?.delete(connectionId);
    if (ids?.size === 0) index.delete(key);
  }
  for (const key of after) index.set(key, (index.get(key) ?? new Set()).add(connectionId));
}
