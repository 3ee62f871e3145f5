import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { Dialog } from "./dialog.tsx";
import { partTexts } from "./texts.ts";

interface ConfirmDialogProps {
  readonly title: string;
  /** what will happen and what will be lost */
  readonly text: string;
  /** a verb: «Удалить» */
  readonly confirmLabel: string;
  /** must be typed before the act, for what cannot be undone */
  readonly typedName?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an act that destroys. Show it while the question stands. */
export function ConfirmDialog({ title, text, confirmLabel, typedName, onConfirm, onClose }: ConfirmDialogProps): ReactNode {
  const t = useText(partTexts);
  const [typed, setTyped] = useState("");
  const confirm = (): void => {
    onConfirm();
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={title} size={420}>
      <Text size="sm" c="var(--v-text-2)">
        {text}
      </Text>
      {typedName !== undefined && (
        <TextInput
          mt="md"
          label={t("typeName", { name: typedName })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" gap="sm" mt="xl">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("cancel")}
        </Button>
        <Button color="red" disabled={typedName !== undefined && typed.trim() !== typedName} onClick={confirm}>
          {confirmLabel}
        </Button>
      </Group>
    </Dialog>
  );
}
