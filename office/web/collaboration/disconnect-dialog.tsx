import { Button, Group, Text, TextInput } from "@mantine/core";
import type { Connection } from "@veche/office-domain/collaboration";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, tellDone, tellError } from "../parts/index.ts";
import { useConnecting } from "./connecting.ts";
import { collaborationTexts } from "./texts.ts";

/** Disconnecting, confirmed by typing the name. */
export function DisconnectDialog({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }): ReactNode {
  const t = useText(collaborationTexts);
  const [typed, setTyped] = useState("");
  const { disconnect } = useConnecting();
  const name = connection.applicationName;
  const isSame = typed.trim().toLowerCase() === name.trim().toLowerCase();
  const finish = (): void => {
    tellDone(t("disconnected"));
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t("disconnectTitle")} size={440}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isSame) disconnect.mutate({}, { onSuccess: finish, onError: tellError });
        }}
      >
        <Text size="sm" c="var(--v-text-2)" mb="md">
          {t("disconnectText")}
        </Text>
        <TextInput
          label={t("typeName", { name })}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm" mt="lg">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" color="red" disabled={!isSame} loading={disconnect.isPending}>
            {t("disconnect")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
