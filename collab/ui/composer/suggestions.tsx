import { IconUsers } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { PersonAvatar, Picture } from "@veche/web/parts";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import classes from "./composer.module.css";
import type { Suggesting, Suggestion } from "./suggesting.ts";

interface SuggestionsProps {
  readonly suggesting: Suggesting;
  readonly onPick: (suggestion: Suggestion) => void;
}

function Sign({ item }: { readonly item: Suggestion }): ReactNode {
  if (item.type === "emoji") return <span className={classes.emojiSign}>{item.sign}</span>;
  if (item.type === "person") return <PersonAvatar name={item.label} size={28} />;
  return (
    <Picture size={28} tone="accent">
      <IconUsers size={16} stroke={1.75} />
    </Picture>
  );
}

/** Whom a mention may mean, or which emoji; the arrow keys of the text move in it. */
export function Suggestions({ suggesting, onPick }: SuggestionsProps): ReactNode {
  const t = useText(texts);
  const list = useRef<HTMLDivElement>(null);
  const { listId, items, activeIndex, ask } = suggesting;
  useEffect(() => {
    list.current?.children[activeIndex]?.scrollIntoView({ block: "nearest" });
  }, [activeIndex]);
  return (
    <div ref={list} id={listId} role="listbox" aria-label={t(ask?.kind === "emoji" ? "emoji" : "mention")} className={classes.suggestions}>
      {items.map((item, index) => (
        <button
          key={item.type === "emoji" ? item.sign : item.target}
          id={`${listId}-${index}`}
          type="button"
          role="option"
          aria-selected={index === activeIndex}
          tabIndex={-1}
          className={classes.suggestion}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(item);
          }}
        >
          <Sign item={item} />
          <span>
            {item.label}
            {item.type !== "emoji" && <small>{item.hint}</small>}
          </span>
        </button>
      ))}
    </div>
  );
}
