import { TextInput, UnstyledButton } from "@mantine/core";
import { DateField, useDateFault } from "@veche/web/dates";
import { useText } from "@veche/web/i18n";
import { useId, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import classes from "./field.module.css";
import { documentTexts } from "./texts.ts";

interface FieldProps {
  readonly label: string;
  /** as it is read */
  readonly children: ReactNode;
  /** undefined: may not be changed */
  readonly editor?: ((close: () => void) => ReactNode) | undefined;
}

/** A named value of a card. A click or Enter on it opens its editor in place. */
export function Field({ label, children, editor }: FieldProps): ReactNode {
  const t = useText(documentTexts);
  const [isEditing, setEditing] = useState(false);
  const id = useId();
  const shown = children ?? <span className={classes.nothing}>{t("noValue")}</span>;
  return (
    <div className={classes.field}>
      <dt id={id}>{label}</dt>
      <dd>
        {isEditing && editor ? (
          editor(() => setEditing(false))
        ) : editor ? (
          <UnstyledButton
            className={classes.value}
            id={`${id}value`}
            aria-labelledby={`${id} ${id}value`}
            title={t("edit", { name: label })}
            onClick={() => setEditing(true)}
          >
            {shown}
          </UnstyledButton>
        ) : (
          <span className={classes.still}>{shown}</span>
        )}
      </dd>
    </div>
  );
}

interface TextEditorProps<Value> {
  readonly label: string;
  readonly value: string;
  /** what the text stands for */
  readonly stored: Value;
  readonly inputMode?: "decimal";
  /** @returns what is wrong with the text, or null */
  readonly check?: (text: string) => string | null;
  /** @param seen what was stored when the editing began */
  readonly onSave: (text: string, seen: Value) => void;
  readonly onClose: () => void;
}

/** One line: Enter or leaving saves, Escape takes it back. */
export function TextEditor<Value>({ label, value, stored, inputMode, check, onSave, onClose }: TextEditorProps<Value>): ReactNode {
  const [begun] = useState({ value, stored });
  const [text, setText] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  const finish = (): void => {
    const found = check?.(text) ?? null;
    if (found !== null) return setFault(found);
    if (text !== begun.value) onSave(text, begun.stored);
    return onClose();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") finish();
    if (event.key === "Escape") onClose();
  };
  return (
    <TextInput
      size="xs"
      className={classes.editor}
      aria-label={label}
      inputMode={inputMode}
      autoFocus
      value={text}
      error={fault}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={handleKey}
    />
  );
}

interface DateEditorProps {
  readonly label: string;
  readonly stored: string | null;
  /** @param seen what was stored when the editing began */
  readonly onSave: (day: string | null, seen: string | null) => void;
  readonly onClose: () => void;
}

/** One date: Enter or leaving saves, Escape takes it back. */
export function DateEditor({ label, stored, onSave, onClose }: DateEditorProps): ReactNode {
  const [begun] = useState(stored);
  const [value, setValue] = useState(stored ?? "");
  const faultOf = useDateFault();
  const finish = (): void => {
    if (faultOf(value) !== null) return;
    if ((value || null) !== begun) onSave(value || null, begun);
    onClose();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") finish();
    if (event.key === "Escape") onClose();
  };
  return (
    <DateField
      size="xs"
      className={classes.editor}
      ariaLabel={label}
      autoFocus
      value={value}
      onChange={setValue}
      onLeave={finish}
      onKeyDown={handleKey}
    />
  );
}
