import { Select } from "@mantine/core";
import { documentKinds, documentStates } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import { useNow } from "@veche/web/parts";
import type { ReactNode } from "react";
import { PersonName, PersonPicker } from "../directory/index.ts";
import type { ChangeDocument } from "./change.tsx";
import { formatAmount } from "./columns.tsx";
import classes from "./document.module.css";
import { DateEditor, Field, TextEditor } from "./field.tsx";
import { canStand, isOverdue, StateChip } from "./looks.tsx";
import { parseMoney } from "./money.ts";
import { documentTexts } from "./texts.ts";

interface FieldsProps {
  readonly document: Document;
  readonly onChange: ChangeDocument;
}

interface TextFieldProps extends FieldsProps {
  readonly name: "title" | "number" | "counterparty";
  readonly label: string;
  readonly isFixed?: boolean;
  readonly children: ReactNode;
}

function TypedField({ document, onChange, name, label, isFixed = false, children }: TextFieldProps): ReactNode {
  const t = useText(documentTexts);
  const save = (text: string, seen: string): void => void onChange({ [name]: text.trim() }, { [name]: seen });
  const check = (text: string): string | null => (name === "title" && !text.trim() ? t("required") : null);
  return (
    <Field
      label={label}
      editor={
        document.can.edit && !isFixed
          ? (close) => (
              <TextEditor label={label} value={document[name]} stored={document[name]} check={check} onSave={save} onClose={close} />
            )
          : undefined
      }
    >
      {children}
    </Field>
  );
}

interface DateOfDocumentProps extends FieldsProps {
  readonly name: "documentOn" | "dueOn";
  readonly label: string;
  readonly isFixed?: boolean;
  readonly children: ReactNode;
}

function DateOfDocument({ document, onChange, name, label, isFixed = false, children }: DateOfDocumentProps): ReactNode {
  const editor = (close: () => void): ReactNode => (
    <DateEditor
      label={label}
      stored={document[name]}
      onSave={(day, seen) => void onChange({ [name]: day }, { [name]: seen })}
      onClose={close}
    />
  );
  return (
    <Field label={label} editor={document.can.edit && !isFixed ? editor : undefined}>
      {children}
    </Field>
  );
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly isEditable: boolean;
  readonly onChoose: (value: Value) => void;
  readonly children: ReactNode;
}

function ChoiceField<Value extends string>({ label, value, options, isEditable, onChoose, children }: ChoiceFieldProps<Value>): ReactNode {
  const editor = (close: () => void): ReactNode => (
    <Select
      size="xs"
      aria-label={label}
      autoFocus
      defaultDropdownOpened
      allowDeselect={false}
      value={value}
      data={options.map((option) => ({ ...option }))}
      onDropdownClose={close}
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option && option.value !== value) onChoose(option.value);
        close();
      }}
    />
  );
  return (
    <Field label={label} editor={isEditable ? editor : undefined}>
      {children}
    </Field>
  );
}

function AmountField({ document, onChange }: FieldsProps): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const { amountMinor, can } = document;
  const editor = (close: () => void): ReactNode => (
    <TextEditor
      label={t("amountMinor")}
      inputMode="decimal"
      value={amountMinor === null ? "" : format.number(amountMinor / 100, { minimumFractionDigits: 2 })}
      stored={amountMinor}
      check={(text) => (parseMoney(text) === undefined ? t("wholeNumber") : null)}
      onSave={(text, seen) => void onChange({ amountMinor: parseMoney(text) ?? null }, { amountMinor: seen })}
      onClose={close}
    />
  );
  return (
    <Field label={t("amountMinor")} editor={can.edit ? editor : undefined}>
      {amountMinor === null ? null : <strong className={classes.amount}>{formatAmount(format, amountMinor)}</strong>}
    </Field>
  );
}

function ResponsibleField({ document, onChange }: FieldsProps): ReactNode {
  const t = useText(documentTexts);
  const editor = (close: () => void): ReactNode => (
    <PersonPicker
      size="xs"
      ariaLabel={t("responsibleId")}
      value={document.responsibleId}
      onChange={(responsibleId) => {
        if (responsibleId && responsibleId !== document.responsibleId) void onChange({ responsibleId });
        close();
      }}
    />
  );
  return (
    <Field label={t("responsibleId")} editor={document.can.edit ? editor : undefined}>
      <PersonName personId={document.responsibleId} />
    </Field>
  );
}

/** What is known of a document, each value changed where it stands. */
export function Fields({ document, onChange }: FieldsProps): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const { kind, number, documentOn, counterparty, state, dueOn, can, isRegistered } = document;
  const isLate = isOverdue(dueOn, state, format.dayKey(useNow()));
  const shared = { document, onChange };
  return (
    <>
      <h2 className={classes.group}>{t("main")}</h2>
      <dl className={classes.fields}>
        <ChoiceField
          label={t("kind")}
          value={kind}
          options={documentKinds.map((value) => ({ value, label: t(value) }))}
          isEditable={can.edit && !isRegistered}
          onChoose={(value) => void onChange({ kind: value })}
        >
          {t(kind)}
        </ChoiceField>
        <TypedField {...shared} name="title" label={t("name")}>
          {document.title}
        </TypedField>
        <TypedField {...shared} name="number" label={t("number")} isFixed={isRegistered}>
          {number || null}
        </TypedField>
        <DateOfDocument {...shared} name="documentOn" label={t("documentOn")} isFixed={isRegistered}>
          {documentOn && format.date(documentOn)}
        </DateOfDocument>
        <TypedField {...shared} name="counterparty" label={t("counterparty")}>
          {counterparty || null}
        </TypedField>
        <AmountField {...shared} />
      </dl>
      <h2 className={classes.group}>{t("execution")}</h2>
      <dl className={classes.fields}>
        <ChoiceField
          label={t("state")}
          value={state}
          options={documentStates.filter((value) => canStand(value, isRegistered)).map((value) => ({ value, label: t(value) }))}
          isEditable={can.edit}
          onChoose={(value) => void onChange({ state: value })}
        >
          <StateChip state={state} />
        </ChoiceField>
        <ResponsibleField {...shared} />
        <DateOfDocument {...shared} name="dueOn" label={t("dueOn")}>
          {dueOn && <span className={isLate ? classes.late : undefined}>{format.date(dueOn)}</span>}
        </DateOfDocument>
        <Field label={t("authorId")}>
          <PersonName personId={document.authorId} isLink />
        </Field>
      </dl>
    </>
  );
}
