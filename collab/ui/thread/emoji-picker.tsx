import { Popover, TextInput, VisuallyHidden } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import { useId, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { texts } from "../texts/index.ts";
import classes from "./emoji-picker.module.css";
import { findEmojis } from "./emoji.ts";

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onOpened?: (isOpened: boolean) => void;
  /** the button that opens it; gets what to do on a click */
  readonly children: (open: () => void) => ReactElement;
}

/** Chooses an emoji by sight or by a word. */
export function EmojiPicker({ onPick, onOpened, children }: EmojiPickerProps): ReactNode {
  const t = useText(texts);
  const titleId = useId();
  const [isOpened, setOpenedState] = useState(false);
  const [query, setQuery] = useState("");
  const setOpened = (next: boolean): void => {
    setOpenedState(next);
    onOpened?.(next);
  };
  const pick = (emoji: string): void => {
    setOpened(false);
    onPick(emoji);
  };
  return (
    <Popover opened={isOpened} onChange={setOpened} position="top-end" trapFocus returnFocus withinPortal>
      <Popover.Target>{children(() => setOpened(true))}</Popover.Target>
      <Popover.Dropdown p="sm" aria-labelledby={titleId}>
        <VisuallyHidden id={titleId}>{t("emoji")}</VisuallyHidden>
        <TextInput
          size="xs"
          aria-label={t("emojiSearch")}
          placeholder={t("emojiSearch")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          data-autofocus
        />
        <div className={classes.grid}>
          {findEmojis(query).map((emoji) => (
            <button key={emoji} type="button" className={classes.emoji} onClick={() => pick(emoji)}>
              {emoji}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
