import { Button, Group, Modal, Text } from "@mantine/core";
import { addMembers } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { PeoplePicker } from "../people/index.ts";
import type { Choice } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { settingsTexts } from "./texts.ts";

/** Asks whom to add, and says what they will see of the past. */
export function AddMembers({ head, onClose }: { readonly head: ConversationHead; readonly onClose: () => void }): ReactNode {
  const t = useText(texts);
  const tSettings = useText(settingsTexts);
  const collab = useCollab();
  const [choice, setChoice] = useState<Choice>({ userIds: [], groupIds: [] });
  const add = async (): Promise<void> => {
    onClose();
    try {
      collab.list.put(
        await collab.call(addMembers, { conversationId: head.id, userIds: [...choice.userIds], groupIds: [...choice.groupIds] }),
      );
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("addMembers")} closeButtonProps={{ "aria-label": t("close") }}>
      <PeoplePicker onChange={setChoice} />
      <Text mt="md" size="sm" c="var(--v-text-2)">
        {tSettings(head.settings.history === "whole" ? "joinersSeeWhole" : "joinersSeeNew")}
      </Text>
      <Group justify="flex-end" gap="sm" mt="xl">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={choice.userIds.length + choice.groupIds.length === 0} onClick={() => void add()}>
          {t("add")}
        </Button>
      </Group>
    </Modal>
  );
}
