import type { UserId } from "@veche/collab-domain/directory";
import type { Collab, Readable } from "@veche/collab-sdk/browser";
import type { Tone } from "@veche/web/parts";
import { createContext, use, useSyncExternalStore } from "react";

/** What a link to a record of the application shows in a message, to who may see the record. */
export interface RecordCard {
  /** path in the application, as in the link */
  readonly url: string;
  /** chooses the picture, as `Context.kind` does */
  readonly kind: string;
  readonly title: string;
  readonly subtitle: string;
  readonly state: { readonly label: string; readonly tone: Tone } | null;
  /** a few short facts: a sum, a date */
  readonly facts: readonly string[];
}

/** What discussions ask of the application they stand in. */
export interface CollabHost {
  /** @returns cards of the records the person may see; the others are left out */
  resolveRecords(urls: readonly string[]): Promise<readonly RecordCard[]>;
  openRecord(url: string): void;
  /** shows a person's card; by the application's own name of him */
  openPerson?(externalId: string): void;
  /** @returns the path of a conversation, or of one message in it */
  conversationPath(conversationId: string, seq?: number): string;
}

interface CollabValue {
  readonly collab: Collab;
  readonly host: CollabHost;
  readonly isOfflineSaid: boolean;
}

export const CollabContext = createContext<CollabValue | null>(null);

function useValue(): CollabValue {
  const value = use(CollabContext);
  if (!value) throw new Error("Discussions stand outside of a CollabProvider");
  return value;
}

/** The live connection to the collaboration server. */
export function useCollab(): Collab {
  return useValue().collab;
}

export function useHost(): CollabHost {
  return useValue().host;
}

/** Whether the application itself says that there is no connection, so that nobody says it twice. */
export function useIsOfflineSaid(): boolean {
  return useValue().isOfflineSaid;
}

/** Follows a live value. */
export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.getSnapshot, readable.getSnapshot);
}

/** My own id; null before the first connection. */
export function useMyId(): UserId | null {
  return useReadable(useCollab().me)?.user.id ?? null;
}
