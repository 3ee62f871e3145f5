import { getUsers, listUsers } from "@veche/collab-domain/directory";
import type { User, UserId } from "@veche/collab-domain/directory";
import type { Presence } from "@veche/collab-domain/presence";
import type { CollabEvent } from "@veche/collab-domain/everything";
import type { Call } from "./caller.ts";
import { createWritable } from "./readable.ts";
import type { Readable, Writable } from "./readable.ts";
import { Watch } from "./watch.ts";

const pageSize = 200;

/** People as they are needed on the screen: loaded in batches, kept fresh by events, presence only while looked at. */
export class LivePeople {
  readonly #call: Call;
  readonly #users = new Map<UserId, Writable<User | null>>();
  readonly #presences = new Map<UserId, Writable<Presence | null>>();
  readonly #wanted = new Set<UserId>();
  readonly watch: Watch;

  constructor(call: Call) {
    this.#call = call;
    this.watch = new Watch(call, (presences) => presences.forEach((presence) => this.#presence(presence.userId).set(presence)));
  }

  /** @returns the person; null until known. Unknown and foreign ids stay null. */
  user(userId: UserId): Readable<User | null> {
    const known = this.#users.get(userId);
    if (known) return known;
    const user = createWritable<User | null>(null);
    this.#users.set(userId, user);
    this.#want(userId);
    return user;
  }

  /** Watched while somebody listens. */
  presence(userId: UserId): Readable<Presence | null> {
    return this.#presence(userId);
  }

  /** @returns active people by part of a name, at most 50 */
  async find(query: string, signal?: AbortSignal): Promise<readonly User[]> {
    const { items } = await this.#call(listUsers, { query }, signal ? { signal } : {});
    items.forEach((user) => this.put(user));
    return items;
  }

  put(user: User): void {
    const known = this.#users.get(user.id);
    if (known) known.set(user);
    else this.#users.set(user.id, createWritable<User | null>(user));
  }

  handleEvent(event: CollabEvent): void {
    if (event.type === "user.changed") this.put(event.user);
    if (event.type === "presence.changed") this.#presence(event.presence.userId).set(event.presence);
  }

  /** Connected again: what was watched and what was still wanted is asked for anew. */
  handleWelcome(): void {
    this.watch.renew();
    for (const [userId, user] of this.#users) if (user.getSnapshot() === null) this.#want(userId);
  }

  #presence(userId: UserId): Writable<Presence | null> {
    const known = this.#presences.get(userId);
    if (known) return known;
    const presence = createWritable<Presence | null>(null, () => this.watch.watchUser(userId));
    this.#presences.set(userId, presence);
    return presence;
  }

  #want(userId: UserId): void {
    this.#wanted.add(userId);
    if (this.#wanted.size === 1) queueMicrotask(() => void this.#load());
  }

  async #load(): Promise<void> {
    const userIds = [...this.#wanted];
    this.#wanted.clear();
    for (let start = 0; start < userIds.length; start += pageSize) {
      const answer = await this.#call(getUsers, { userIds: userIds.slice(start, start + pageSize) }).catch(() => null);
      answer?.users.forEach((user) => this.put(user));
    }
  }
}
