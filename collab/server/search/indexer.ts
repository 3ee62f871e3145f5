import { listSigns, toIndexText } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { must } from "@veche/kernel";
import type { Db } from "../context.ts";
import * as store from "./index-store.ts";
import type { ChangedMessage, IndexEntry, Place } from "./index-store.ts";

export interface IndexerParts {
  /** outside of transactions */
  readonly db: Db;
  transact<T>(run: (db: Db) => Promise<T>): Promise<T>;
  handleFault(error: unknown): void;
}

/** How long after a message it may be found, when there is nothing else to do. */
const delayMs = 150;
const retryMs = 2_000;
const maxPlaceCount = 100;
/** Of one pass: folding them takes the process a few milliseconds. */
const maxMessageCount = 500;
const lagPageSize = 2_000;

/**
 * Follows the messages with the search index. Which conversations have changed is told by {@link note}, and what nobody told – a crash,
 * another server's end – is found by {@link sweep}. Changes are taken by the change numbers of each conversation, which have no gaps and
 * commit in order, so nothing is passed by. It works half of the time at most: messages go first.
 */
export class SearchIndexer {
  readonly #parts: IndexerParts;
  readonly #waiting = new Map<string, Place>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(parts: IndexerParts) {
    this.#parts = parts;
  }

  /** Something has changed in a conversation; cheap, for the hot path. */
  note(place: Place): void {
    this.#waiting.set(keyOf(place), place);
    this.#wake(delayMs);
  }

  /** Finds what is not indexed, whoever wrote it. */
  async sweep(): Promise<void> {
    for (let above: Place | undefined; ;) {
      const lagging = await store.listLagging(this.#parts.db, above, lagPageSize);
      for (const { applicationId, conversationId } of lagging) this.note({ applicationId, conversationId });
      above = lagging.at(-1);
      if (lagging.length < lagPageSize || this.#isStopped) return;
    }
  }

  /** Indexes at once everything that is known to have changed. */
  async drain(): Promise<void> {
    await this.#running;
    while (this.#waiting.size > 0 && !this.#isStopped) await this.#indexSome();
  }

  /** Lets a pass that runs end; what is left is found at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(afterMs: number): void {
    if (this.#isStopped || this.#timer || this.#running) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#pass().then((pauseMs) => {
        this.#running = undefined;
        if (this.#waiting.size > 0) this.#wake(pauseMs);
      });
    }, afterMs).unref();
  }

  /** @returns how long to leave the database alone */
  async #pass(): Promise<number> {
    const startMs = performance.now();
    try {
      await this.#indexSome();
      return Math.max(delayMs, performance.now() - startMs);
    } catch (error) {
      this.#parts.handleFault(error);
      return retryMs;
    }
  }

  async #indexSome(): Promise<void> {
    const places = [...this.#waiting.values()].slice(0, maxPlaceCount);
    for (const place of places) this.#waiting.delete(keyOf(place));
    try {
      const unfinished = await this.#parts.transact((db) => indexPlaces(db, places));
      for (const place of unfinished) this.#waiting.set(keyOf(place), place);
    } catch (error) {
      for (const place of places) this.#waiting.set(keyOf(place), place);
      throw error;
    }
  }
}

/** @returns those that have more, or may have */
async function indexPlaces(db: Db, places: readonly Place[]): Promise<readonly Place[]> {
  const locked = await store.lockProgress(db, places);
  const changed = await store.listChanged(db, locked, maxMessageCount);
  await writeMessages(db, changed);
  const reached = new Map(changed.map((message) => [keyOf(message), message.changeSeq]));
  await store.saveProgress(
    db,
    locked.flatMap((place) => {
      const changeSeq = reached.get(keyOf(place));
      return changeSeq === undefined ? [] : [{ ...toPlace(place), changeSeq }];
    }),
  );
  const last = changed.length === maxMessageCount ? must(changed.at(-1)) : undefined;
  return last ? locked.slice(locked.findIndex((place) => keyOf(place) === keyOf(last))).map(toPlace) : [];
}

const keyOf = ({ applicationId, conversationId }: Place): string => `${applicationId} ${conversationId}`;
const toPlace = ({ applicationId, conversationId }: Place): Place => ({ applicationId, conversationId });

/** Makes the index say what these messages say. */
async function writeMessages(db: Db, messages: readonly ChangedMessage[]): Promise<void> {
  await store.deleteEntries(
    db,
    messages.filter((message) => !message.isFound),
  );
  await store.writeEntries(db, messages.filter((message) => message.isFound).map(toEntry));
}

function toEntry(message: ChangedMessage): IndexEntry {
  const { applicationId, conversationId, seq, createdAt, textHash } = message;
  return { applicationId, conversationId, seq, createdAt, textHash, text: toIndexText(message), signs: listSigns(message) };
}

/**
 * Keeps what a file says; messages that it hangs on are found by it from now on. Harmless to repeat.
 * @param parts.transact two transactions: a message that is posted meanwhile sees the text, or is seen by the second
 */
export async function keepFileText(
  parts: Pick<IndexerParts, "transact">,
  file: { readonly applicationId: ApplicationId; readonly fileId: string; readonly text: string },
): Promise<void> {
  await parts.transact((db) => store.saveFileText(db, file.applicationId, file.fileId, file.text.replaceAll("\0", "")));
  await parts.transact(async (db) => {
    const holders = await store.listChangedByFile(db, file.applicationId, file.fileId);
    if (holders.length === 0) return;
    await store.waitForProgress(db, holders);
    await writeMessages(db, await store.listChangedByFile(db, file.applicationId, file.fileId));
  });
}
