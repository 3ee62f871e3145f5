import { Button, Group, Text, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { IconAlignLeft, IconEdit } from "@tabler/icons-react";
import type { Document } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import type { ChangeDocument } from "./change.tsx";
import classes from "./document.module.css";
import { Markdown } from "./markdown.tsx";
import { documentTexts } from "./texts.ts";

interface DocumentTextProps {
  readonly document: Document;
  readonly onChange: ChangeDocument;
}

interface Draft {
  readonly text: string;
  /** what stood there when the writing began */
  readonly seen: string;
}

/** The text: read as a page, written as Markdown. What is not saved yet stays on this device. */
export function DocumentText({ document, onChange }: DocumentTextProps): ReactNode {
  const t = useText(documentTexts);
  const [draft, setDraft, forget] = useSessionStorage<Draft | null>({
    key: `veche-document-draft:${document.id}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [isSaving, setSaving] = useState(false);
  const edit = (): void => setDraft({ text: document.text, seen: document.text });
  const save = async (): Promise<void> => {
    if (draft === null) return;
    setSaving(true);
    if (draft.text === document.text || (await onChange({ text: draft.text }, { text: draft.seen }))) forget();
    setSaving(false);
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
    if (event.key === "Escape" && draft?.text === document.text) forget();
  };
  if (draft !== null && document.can.edit) {
    return (
      <div className={classes.sheet}>
        <Textarea
          autosize
          minRows={12}
          autoFocus
          aria-label={t("documentText")}
          description={t("textHint")}
          inputWrapperOrder={["input", "description"]}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          onKeyDown={handleKey}
        />
        <Group mt="md" gap="sm">
          <Button loading={isSaving} onClick={() => void save()}>
            {t("save")}
          </Button>
          <Button variant="subtle" onClick={() => forget()}>
            {t("cancel")}
          </Button>
          {draft.text !== document.text && (
            <Text size="xs" c="var(--v-text-3)">
              {t("draftKept")}
            </Text>
          )}
        </Group>
      </div>
    );
  }
  if (!document.text) {
    return (
      <EmptyState
        icon={<IconAlignLeft size={20} stroke={1.75} />}
        title={t("noText")}
        text={document.can.edit ? t("noTextHint") : undefined}
        action={
          document.can.edit && (
            <Button variant="default" onClick={edit}>
              {t("writeText")}
            </Button>
          )
        }
      />
    );
  }
  return (
    <div className={classes.sheet}>
      <Markdown text={document.text} />
      {document.can.edit && (
        <Button mt="lg" size="xs" variant="default" leftSection={<IconEdit size={16} stroke={1.75} />} onClick={edit}>
          {t("editText")}
        </Button>
      )}
    </div>
  );
}
