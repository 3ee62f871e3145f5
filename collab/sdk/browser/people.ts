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
  readonly #ids = new Map<string, Writable<UserId | null>>();
  readonly #wanted = new Set<UserId>();
  readonly #wantedNames = new Set<string>();
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

  /** @param externalId the application's own name of a person @returns his id here; null until known, and for ever when nobody is called so */
  idOf(externalId: string): Readable<UserId | null> {
    const known = this.#ids.get(externalId);
    if (known) return known;
    const id = createWritable<UserId | null>(null);
    this.#ids.set(externalId, id);
    this.#wantName(externalId);
    return id;
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
    this.#ids.get(user.externalId)?.set(user.id);
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
    for (const [externalId, id] of this.#ids) if (id.getSnapshot() === null) this.#wantName(externalId);
  }

  #presence(userId: UserId): Writable<Presence | null> {
    const known = this.#presences.get(userId);
    if (known) return known;
    const presence = createWritable<Presence | null>(null, () => this.watch.watchUser(userId));
    this.#presences.set(userId, presence);
    return presence;
  }

  #want(userId: UserId): void {
    this.#plan();
    this.#wanted.add(userId);
  }

  #wantName(externalId: string): void {
    this.#plan();
    this.#wantedNames.add(externalId);
  }

  /** Whatever is wanted until this piece of work ends is asked for together. */
  #plan(): void {
    if (this.#wanted.size + this.#wantedNames.size === 0) queueMicrotask(() => void this.#load());
  }

  async #load(): Promise<void> {
    const [userIds, externalIds] = [[...this.#wanted], [...this.#wantedNames]];
    this.#wanted.clear();
    this.#wantedNames.clear();
    for (let start = 0; start < Math.max(userIds.length, externalIds.length); start += pageSize) {
      const end = start + pageSize;
      const input = { userIds: userIds.slice(start, end), externalIds: externalIds.slice(start, end) };
      const answer = await this.#call(getUsers, input).catch(() => null);
      answer?.users.forEach((user) => this.put(user));
    }
  }
}
