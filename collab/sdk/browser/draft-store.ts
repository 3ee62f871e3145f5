import { conversationId } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import * as z from "zod";

/** What was typed on this device and is not with the server yet. */
export interface TypedDraft {
  readonly text: string;
  /** by the clock of this device */
  readonly typedAtMs: number;
}

/** Where drafts outlive the page until the server has them. */
export interface DraftStore {
  list(): ReadonlyMap<ConversationId, TypedDraft>;
  /** @param draft null: the server has it */
  put(conversationId: ConversationId, draft: TypedDraft | null): void;
}

const Typed = z.object({ text: z.string(), typedAtMs: z.number() });
const prefixOf = (owner: string): string => `veche-typed:${owner}:`;

function parse(text: string | null): TypedDraft | null {
  try {
    return Typed.parse(JSON.parse(text ?? ""));
  } catch {
    return null;
  }
}

const listKeys = (storage: Storage, owner: string): readonly string[] =>
  Object.keys(storage).filter((key) => key.startsWith(prefixOf(owner)));

/**
 * Keeps drafts in the browser.
 * @param owner whose they are: a person of one application
 */
export function openDraftStore(storage: Storage, owner: string): DraftStore {
  const prefix = prefixOf(owner);
  return {
    list: () =>
      new Map(
        listKeys(storage, owner).flatMap((key): [ConversationId, TypedDraft][] => {
          const id = conversationId.safeParse(key.slice(prefix.length));
          const draft = parse(storage.getItem(key));
          return id.success && draft ? [[id.data, draft]] : [];
        }),
      ),
    put(id, draft) {
      try {
        if (draft) storage.setItem(prefix + id, JSON.stringify(draft));
        else storage.removeItem(prefix + id);
      } catch {
        // The browser has no room or keeps nothing: the draft lives as long as the page.
      }
    },
  };
}

/** Forgets what a person began to write: he leaves this device. */
export function clearDrafts(storage: Storage, owner: string): void {
  for (const key of listKeys(storage, owner)) storage.removeItem(key);
}
