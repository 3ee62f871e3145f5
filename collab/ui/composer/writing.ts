import { useCallback, useMemo, useRef, useState } from "react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { keepDraft, readDraft } from "./drafts.ts";
import type { Edited } from "./formatting.ts";
import { decodeMentions, encodeMentions, findMentionQuery } from "./mentions.ts";
import type { MentionTarget } from "./mentions.ts";
import { useSuggestions } from "./suggestions.tsx";
import type { Suggestion } from "./suggestions.tsx";

export interface Written {
  readonly text: string;
  readonly mentions: readonly MentionTarget[];
}

export interface Writing extends Written {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly suggestions: readonly Suggestion[];
  readonly activeIndex: number;
  /** the text changed under the hands of the writer */
  type(text: string, caret: number): void;
  move(step: number): void;
  pick(suggestion: Suggestion): void;
  closeSuggestions(): void;
  format(change: (edited: Edited) => Edited): void;
  insert(text: string): void;
  load(written: Written): void;
  /** shows the draft again */
  reload(): void;
  clear(): void;
  focus(): void;
}

/** The text being written in one conversation. @param keepsDraft false while an old message is changed: the draft of a new one waits */
export function useWriting(conversationId: string, keepsDraft: boolean): Writing {
  const field = useRef<HTMLTextAreaElement>(null);
  const [written, setWritten] = useState<Written>(() => decodeMentions(readDraft(conversationId)));
  const [caret, setCaret] = useState<number | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const mention = caret === null ? null : findMentionQuery(written.text, caret);
  const suggestions = useSuggestions(mention?.query ?? null);

  const put = useCallback(
    (next: Written, start: number, end: number) => {
      flushSync(() => {
        setWritten(next);
        setCaret(end);
      });
      field.current?.focus();
      field.current?.setSelectionRange(start, end);
      if (keepsDraft) keepDraft(conversationId, encodeMentions(next.text, next.mentions));
    },
    [conversationId, keepsDraft],
  );
  const fixed = useMemo(
    () => ({
      load: (next: Written) => {
        setWritten(next);
        setCaret(null);
      },
      reload: () => {
        setWritten(decodeMentions(readDraft(conversationId)));
        setCaret(null);
      },
      clear: () => {
        setWritten({ text: "", mentions: [] });
        setCaret(null);
        keepDraft(conversationId, "");
      },
      focus: () => field.current?.focus(),
      closeSuggestions: () => setCaret(null),
    }),
    [conversationId],
  );
  const place = (): readonly [number, number] => [
    field.current?.selectionStart ?? written.text.length,
    field.current?.selectionEnd ?? written.text.length,
  ];
  return {
    ...written,
    ...fixed,
    field,
    suggestions,
    activeIndex: Math.min(activeIndex, Math.max(0, suggestions.length - 1)),
    type: (text, nextCaret) => {
      setWritten({ text, mentions: written.mentions });
      setCaret(nextCaret);
      setActiveIndex(0);
      if (keepsDraft) keepDraft(conversationId, encodeMentions(text, written.mentions));
    },
    move: (step) => setActiveIndex((activeIndex + step + suggestions.length) % suggestions.length),
    pick: (suggestion) => {
      if (!mention || caret === null) return;
      const text = `${written.text.slice(0, mention.start)}@${suggestion.label} ${written.text.slice(caret)}`;
      const end = mention.start + suggestion.label.length + 2;
      put({ text, mentions: [...written.mentions, { label: suggestion.label, target: suggestion.target }] }, end, end);
      setCaret(null);
    },
    format: (change) => {
      const [start, end] = place();
      const next = change({ text: written.text, start, end });
      put({ text: next.text, mentions: written.mentions }, next.start, next.end);
    },
    insert: (text) => {
      const [start, end] = place();
      const space = text === "@" && start > 0 && !/\s$/.test(written.text.slice(0, start)) ? " " : "";
      const at = start + space.length + text.length;
      put({ text: written.text.slice(0, start) + space + text + written.text.slice(end), mentions: written.mentions }, at, at);
    },
  };
}
