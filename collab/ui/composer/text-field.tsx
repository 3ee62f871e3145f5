import type { KeyboardEvent, ReactNode } from "react";
import classes from "./composer.module.css";
import { useSendKey } from "./drafts.ts";
import type { Writing } from "./writing.ts";

interface TextFieldProps {
  readonly writing: Writing;
  readonly listId: string;
  readonly placeholder: string;
  readonly onTyped: () => void;
  readonly onSend: () => void;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onEscape: () => void;
  readonly onUp: () => void;
}

/** The text itself: grows with what is written, knows the keys. */
export function TextField({ writing, listId, placeholder, onTyped, onSend, onFiles, onEscape, onUp }: TextFieldProps): ReactNode {
  const [sendKey] = useSendKey();
  const { field, text, suggestions, activeIndex } = writing;
  const isSuggesting = suggestions.length > 0;
  const handleSuggestionKey = (event: KeyboardEvent): boolean => {
    if (event.key === "ArrowDown") writing.move(1);
    else if (event.key === "ArrowUp") writing.move(-1);
    else if (event.key === "Enter" || event.key === "Tab") writing.pick(suggestions[activeIndex]!);
    else if (event.key === "Escape") writing.closeSuggestions();
    else return false;
    event.preventDefault();
    return true;
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (isSuggesting && handleSuggestionKey(event))) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !event.shiftKey && (sendKey === "enter" || isCtrl)) {
      event.preventDefault();
      onSend();
    } else if (event.key === "Escape") onEscape();
    else if (event.key === "ArrowUp" && text === "") {
      event.preventDefault();
      onUp();
    }
  };
  return (
    <div className={classes.grow} data-text={text}>
      <textarea
        ref={field}
        className={classes.text}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-controls={isSuggesting ? listId : undefined}
        aria-activedescendant={isSuggesting ? `${listId}-${activeIndex}` : undefined}
        onChange={(event) => {
          writing.type(event.currentTarget.value, event.currentTarget.selectionStart);
          onTyped();
        }}
        onKeyDown={handleKey}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return;
          event.preventDefault();
          onFiles(event.clipboardData.files);
        }}
      />
    </div>
  );
}
