import { Button, Group, Stack, TextInput } from "@mantine/core";
import { AppError } from "@veche/kernel";
import { renamePasskey } from "@veche/office-domain/session";
import type { Passkey, SignInMeans } from "@veche/office-domain/session";
import { useText } from "@veche/web/i18n";
import { useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, tellDone, tellError, tellProblem } from "../parts/index.ts";
import { makePasskey } from "./passkeys.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { securityTexts } from "./security-texts.ts";
import { useDeviceName } from "./user-agent.ts";

interface DialogProps {
  readonly onChanged: (means: SignInMeans) => void;
  readonly onClose: () => void;
}

/** Adding a passkey: its name and the password, then the browser's own window. */
export function AddPasskeyDialog({ onChanged, onClose }: DialogProps): ReactNode {
  const t = useText(securityTexts);
  const device = useDeviceName();
  const [name, setName] = useState(device);
  const [isTried, setTried] = useState(false);
  const add = async (password: string): Promise<void> => {
    setTried(true);
    if (!name.trim()) return;
    try {
      const means = await makePasskey(name.trim(), password);
      if (means === null) return;
      onChanged(means);
      onClose();
      tellDone(t("passkeyAdded"));
    } catch (error) {
      if (error instanceof AppError && error.details["reason"] === "too_many") tellProblem(t("tooMany"));
      else if (error instanceof Error && error.name === "InvalidStateError") tellProblem(t("passkeyKnown"));
      else throw error;
    }
  };
  return (
    <PasswordDialog title={t("addPasskeyTitle")} text={t("confirmIdentity")} confirmLabel={t("next")} onConfirm={add} onClose={onClose}>
      <TextInput
        label={t("passkeyName")}
        description={t("passkeyNameHint")}
        maxLength={100}
        data-autofocus
        value={name}
        error={isTried && !name.trim() ? t("fillName") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </PasswordDialog>
  );
}

export function RenamePasskeyDialog({ passkey, onChanged, onClose }: DialogProps & { readonly passkey: Passkey }): ReactNode {
  const t = useText(securityTexts);
  const [name, setName] = useState(passkey.name);
  const rename = useRouteMutation(renamePasskey, {
    onSuccess: (means) => {
      onChanged(means);
      onClose();
    },
    onError: tellError,
  });
  return (
    <Dialog onClose={onClose} title={t("renameTitle")} size={440}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate({ passkeyId: passkey.id, name: name.trim() });
        }}
      >
        <Stack gap="lg">
          <TextInput
            label={t("passkeyName")}
            maxLength={100}
            data-autofocus
            value={name}
            error={name.trim() ? undefined : t("fillName")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
