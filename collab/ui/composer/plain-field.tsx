import { useImperativeHandle, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { flushSync } from "react-dom";
import { findAsk } from "./ask.ts";
import classes from "./composer.module.css";
import { useSendKey } from "./send-key.ts";
import { takePastedFiles } from "./field.ts";
import type { FieldProps, FormatName } from "./field.ts";
import { formatPlain } from "./formatting.ts";
import type { Edited } from "./formatting.ts";
import { decideKey } from "./keys.ts";
import { decodeMentions, encodeMentions } from "./mentions.ts";
import type { MentionTarget } from "./mentions.ts";
import { suggestingAttributes } from "./suggesting.ts";
import type { Suggestion } from "./suggesting.ts";

interface Written {
  readonly text: string;
  readonly mentions: readonly MentionTarget[];
}

/** Where one writes Markdown as it is: grows with what is written, knows the keys. */
export function PlainField({ handle, initial, placeholder, suggesting, onChange, onAct, onFiles }: FieldProps): ReactNode {
  const [sendKey] = useSendKey();
  const field = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const [written, setWritten] = useState<Written>(() => decodeMentions(initial));
  const { text, mentions } = written;
  const put = (next: Written, start: number, end: number): void => {
    flushSync(() => setWritten(next));
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
    onChange(encodeMentions(next.text, next.mentions));
  };
  const edited = (): Edited => ({
    text,
    start: field.current?.selectionStart ?? text.length,
    end: field.current?.selectionEnd ?? text.length,
  });
  const insert = (added: string): void => {
    const { start, end } = edited();
    const space = added === "@" && start > 0 && !/\s$/.test(text.slice(0, start)) ? " " : "";
    const at = start + space.length + added.length;
    put({ text: text.slice(0, start) + space + added + text.slice(end), mentions }, at, at);
    suggesting.setAsk(findAsk(text.slice(0, start) + space + added));
  };
  const pick = (suggestion: Suggestion): void => {
    if (!suggesting.ask) return;
    const { start } = edited();
    const from = start - suggesting.ask.query.length - 1;
    const added = suggestion.type === "emoji" ? suggestion.sign : `@${suggestion.label} `;
    const known = suggestion.type === "emoji" ? mentions : [...mentions, { label: suggestion.label, target: suggestion.target }];
    suggesting.setAsk(null);
    put({ text: text.slice(0, from) + added + text.slice(start), mentions: known }, from + added.length, from + added.length);
  };
  const format = (name: FormatName): void => {
    const next = formatPlain(edited(), name);
    put({ text: next.text, mentions }, next.start, next.end);
  };
  useImperativeHandle(handle, () => ({
    load: (markdown) => {
      setWritten(decodeMentions(markdown));
      suggesting.setAsk(null);
    },
    focus: () => field.current?.focus(),
    isAtRest: () =>
      !isComposing.current && suggesting.ask === null && (document.activeElement !== field.current || edited().start === text.length),
    format,
    insert,
    pick,
  }));
  const handleKey = (event: KeyboardEvent): void => {
    const place = { isSuggesting: suggesting.items.length > 0, isEmpty: text === "", isInCode: false, sendKey };
    const act = decideKey({ ...pressedOf(event), isComposing: event.nativeEvent.isComposing }, place);
    if (act === null || act === "newLine") return;
    event.preventDefault();
    onAct(act);
  };
  const offered = suggestingAttributes(suggesting);
  return (
    <div className={classes.grow} data-text={text}>
      <textarea
        ref={field}
        className={classes.text}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-controls={offered["aria-controls"] ?? undefined}
        aria-activedescendant={offered["aria-activedescendant"] ?? undefined}
        onChange={({ currentTarget: { value, selectionStart } }) => {
          setWritten({ text: value, mentions });
          suggesting.setAsk(findAsk(value.slice(0, selectionStart)));
          onChange(encodeMentions(value, mentions));
        }}
        onCompositionStart={() => (isComposing.current = true)}
        onCompositionEnd={() => (isComposing.current = false)}
        onKeyDown={handleKey}
        onPaste={(event) => {
          const files = takePastedFiles(event.clipboardData);
          if (files.length === 0) return;
          event.preventDefault();
          onFiles(files);
        }}
      />
    </div>
  );
}

function pressedOf({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey"> {
  return { key, shiftKey, ctrlKey, metaKey };
}
