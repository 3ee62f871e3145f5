import { listSigns, toIndexText } from "@veche/collab-domain/search";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import { must } from "@veche/kernel";
import { Backlog } from "@veche/server/jobs";
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
const maxPlaceCount = 100;
/** Of one pass: folding them takes the process a few milliseconds. */
const maxMessageCount = 500;
const lagPageSize = 2_000;

/**
 * Follows the messages with the search index. Which conversations have changed is told by {@link note}, and what nobody told – a crash,
 * another server's end – is found by {@link sweep}. Changes are taken by the change numbers of each conversation, which have no gaps and
 * commit in order, so nothing is passed by.
 */
export class SearchIndexer {
  readonly #parts: IndexerParts;
  readonly #backlog: Backlog<Place>;

  constructor(parts: IndexerParts) {
    this.#parts = parts;
    this.#backlog = new Backlog(keyOf, {
      maxCount: maxPlaceCount,
      gatherMs: delayMs,
      run: (places) => parts.transact((db) => indexPlaces(db, places)),
      handleFault: (error) => parts.handleFault(error),
    });
  }

  /** Something has changed in a conversation; cheap, for the hot path. */
  note(place: Place): void {
    this.#backlog.note(place);
  }

  /** Finds what is not indexed, whoever wrote it. */
  async sweep(): Promise<void> {
    for (let above: Place | undefined; ;) {
      const lagging = await store.listLagging(this.#parts.db, above, lagPageSize);
      for (const { applicationId, conversationId } of lagging) this.note({ applicationId, conversationId });
      above = lagging.at(-1);
      if (lagging.length < lagPageSize || this.#backlog.isStopped) return;
    }
  }

  /** Indexes at once everything that is known to have changed. */
  drain(): Promise<void> {
    return this.#backlog.drain();
  }

  /** Lets a pass that runs end; what is left is found at the next start. */
  stop(): Promise<void> {
    return this.#backlog.stop();
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
