import { computeDueAt, decideNotification, defaultSettings } from "@veche/collab-domain/notifications";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { Backlog } from "@veche/server/jobs";
import type { Db } from "../context.ts";
import * as store from "./deciding-store.ts";
import { wantShown, type Call } from "./delivery-store.ts";
import { listApplicationIds, type Place } from "./device-store.ts";
import type { NotificationParts } from "./parts.ts";

/** Messages that are older notify nobody: applications fill in histories, and servers come back after a long time. */
const freshMs = 3_600_000;
/** what is posted in one flush is decided in one pass */
const gatherMs = 20;
const maxPlaceCount = 100;

/**
 * Follows the messages with decisions: whom each of them calls. Which conversations have changed is told by {@link note}; what nobody told –
 * a crash, another server's end – is found by {@link sweep}. A decision and how far it went are saved in one transaction: no message is
 * passed by, none is decided twice.
 */
export class Notifier {
  readonly #parts: NotificationParts;
  readonly #backlog: Backlog<Place>;
  #applicationIds: ReadonlySet<ApplicationId> = new Set();

  constructor(parts: NotificationParts) {
    this.#parts = parts;
    this.#backlog = new Backlog(({ applicationId, conversationId }) => `${applicationId} ${conversationId}`, {
      maxCount: maxPlaceCount,
      gatherMs,
      run: async (places) => {
        await parts.transact((db) => decide(parts, db, places));
        return [];
      },
      handleFault: (error) => parts.handleFault(error),
    });
  }

  /** Something was posted in a conversation; costs nothing where nobody has a device. */
  note(place: Place): void {
    if (!this.#applicationIds.has(place.applicationId)) return;
    this.#backlog.note(place);
  }

  /** Whether anybody of the application has a device, as far as this server knows. */
  concerns(applicationId: ApplicationId): boolean {
    return this.#applicationIds.has(applicationId);
  }

  /** Somebody of the application has a device from now on. */
  addApplication(applicationId: ApplicationId): void {
    this.#applicationIds = new Set([...this.#applicationIds, applicationId]);
  }

  /** Finds what is not decided, whoever wrote it. */
  async sweep(): Promise<void> {
    this.#applicationIds = new Set(await listApplicationIds(this.#parts.db));
    const since = new Date(this.#parts.now().getTime() - freshMs);
    for (const place of await store.listLagging(this.#parts.db, since)) this.note(place);
  }

  /** Lets a pass that runs end; what is left is found at the next start. */
  stop(): Promise<void> {
    return this.#backlog.stop();
  }
}

async function decide(parts: NotificationParts, db: Db, places: readonly Place[]): Promise<void> {
  const now = parts.now();
  const progress = await store.lockProgress(db, places);
  const ends = await store.listLastSeqs(db, places);
  const endOf = new Map(ends.map(({ applicationId, conversationId, seq }) => [`${applicationId} ${conversationId}`, seq]));
  const ranges = progress.map(({ applicationId, conversationId, seq }) => {
    return { applicationId, conversationId, seq, upToSeq: endOf.get(`${applicationId} ${conversationId}`) ?? seq };
  });
  const candidates = await store.listCandidates(db, ranges, new Date(now.getTime() - freshMs));
  const calls = toCalls(parts, candidates, now);
  await store.saveProgress(db, ends);
  if (calls.length === 0) return;
  await wantShown(db, calls);
  const dueTimes = new Set(calls.map(({ dueAt }) => dueAt.getTime()));
  for (const dueAt of dueTimes) await parts.scheduleSending(db, new Date(dueAt));
}

/** Of each person and conversation the newest message that calls him. */
function toCalls(parts: NotificationParts, candidates: readonly store.Candidate[], now: Date): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const candidate of candidates.toSorted((a, b) => a.seq - b.seq)) {
    const { applicationId, conversationId, userId, seq, createdAt, schedule, timeZone } = candidate;
    const isLookedAt = parts.isLookedAt(conversationId, userId);
    if (!decideNotification({ ...candidate, levels: candidate.levels ?? defaultSettings.levels, isLookedAt }, now)) continue;
    const dueAt = computeDueAt({ schedule, timeZone, isAtScreen: parts.isAtScreen(userId) }, now);
    const acceptedAt = dueAt > now ? dueAt : createdAt;
    calls.set(`${conversationId} ${userId}`, { applicationId, conversationId, userId, seq, dueAt, acceptedAt });
  }
  return [...calls.values()];
}
