import { Button, Group, Text } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Dialog } from "../parts/index.ts";
import { collaborationTexts } from "./texts.ts";

interface ConfirmBackProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Going back makes the sent code useless: asked before it happens. */
export function ConfirmBack({ onStay, onLeave }: ConfirmBackProps): ReactNode {
  const t = useText(collaborationTexts);
  return (
    <Dialog onClose={onStay} title={t("backTitle")} size={380}>
      <Text size="sm" c="var(--v-text-2)">
        {t("backText")}
      </Text>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="subtle" onClick={onLeave}>
          {t("backConfirm")}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t("stay")}
        </Button>
      </Group>
    </Dialog>
  );
}
