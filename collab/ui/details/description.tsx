import { Button, Group, Textarea } from "@mantine/core";
import { maxDescriptionLength } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { IconPencil } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useState } from "react";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { useChangeSettings } from "./change-settings.ts";
import classes from "./details.module.css";
import { settingsTexts } from "./texts.ts";

/** What a group is for; who owns it writes that in its place. */
export function Description({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(settingsTexts);
  const [isEditing, setEditing] = useState(false);
  const { description } = head.settings;
  const canChange = head.my.can.changeSettings;
  if (isEditing) return <DescriptionForm head={head} onClose={() => setEditing(false)} />;
  if (description === "") {
    return canChange ? (
      <Button mt="xs" px={0} size="xs" variant="transparent" onClick={() => setEditing(true)}>
        {t("addDescription")}
      </Button>
    ) : null;
  }
  return (
    <div className={classes.description}>
      <p>{description}</p>
      {canChange && (
        <IconAction size="sm" label={t("editDescription")} onClick={() => setEditing(true)}>
          <IconPencil size={16} stroke={1.75} />
        </IconAction>
      )}
    </div>
  );
}

function DescriptionForm({ head, onClose }: { readonly head: ConversationHead; readonly onClose: () => void }): ReactNode {
  const t = useText(texts);
  const tSettings = useText(settingsTexts);
  const change = useChangeSettings(head);
  const [typed, setTyped] = useState(head.settings.description);
  const save = async (): Promise<void> => {
    const description = typed.trim();
    if (description === head.settings.description || (await change({ description }, tSettings("descriptionSaved")))) onClose();
  };
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        mt="xs"
        aria-label={tSettings("description")}
        placeholder={tSettings("descriptionPlaceholder")}
        value={typed}
        maxLength={maxDescriptionLength}
        autosize
        minRows={2}
        maxRows={12}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Group justify="flex-end" gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button size="xs" type="submit">
          {t("save")}
        </Button>
      </Group>
    </form>
  );
}
