import { Button, Group, TextInput } from "@mantine/core";
import { createGroup, openPersonal } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { newId } from "@veche/kernel";
import { useErrorText, useText } from "@veche/web/i18n";
import { Dialog } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { PeoplePicker } from "../people/index.ts";
import type { Choice } from "../people/index.ts";
import { texts } from "../texts/index.ts";

interface NewConversationProps {
  readonly onClose: () => void;
  readonly onCreated: (head: ConversationHead) => void;
}

/** Starts a conversation: one person makes it personal, more of them or a department make a group with a name. */
export function NewConversation({ onClose, onCreated }: NewConversationProps): ReactNode {
  const t = useText(texts);
  const describe = useErrorText();
  const collab = useCollab();
  const [id] = useState(() => newId<"Conversation">());
  const [choice, setChoice] = useState<Choice>({ userIds: [], groupIds: [] });
  const [title, setTitle] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [onlyPerson] = choice.userIds;
  const isPersonal = choice.userIds.length === 1 && choice.groupIds.length === 0 && onlyPerson !== undefined;
  const isEmpty = choice.userIds.length + choice.groupIds.length === 0;
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      const head =
        isPersonal && title.trim() === ""
          ? await collab.call(openPersonal, { userId: onlyPerson })
          : await collab.call(createGroup, { id, title: title.trim(), userIds: [...choice.userIds], groupIds: [...choice.groupIds] });
      collab.list.put(head);
      onCreated(head);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const isReady = !isEmpty && (isPersonal || title.trim() !== "");
  return (
    <Dialog onClose={onClose} title={t("newConversation")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void create();
        }}
      >
        <PeoplePicker onChange={setChoice} />
        {!isPersonal && !isEmpty && (
          <TextInput
            mt="md"
            label={t("groupTitle")}
            value={title}
            maxLength={200}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        {error !== null && (
          <p role="alert" style={{ marginTop: 12, color: "var(--v-red)", fontSize: 13 }}>
            {describe(error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm" mt="xl">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!isReady} loading={isBusy}>
            {isPersonal ? t("write") : t("create")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
