import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, tellError } from "../parts/index.ts";
import { useMe } from "./me.ts";
import { PasswordField } from "./password-field.tsx";
import { securityTexts } from "./security-texts.ts";

interface PasswordDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  readonly isDangerous?: boolean;
  /** what else has to be filled in; asked before the password */
  readonly children?: ReactNode;
  /** @throws AppError: a wrong password is told at its field, anything else aside */
  readonly onConfirm: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password before what must not be done by the finder of an open page. */
export function PasswordDialog({ title, text, confirmLabel, isDangerous, children, onConfirm, onClose }: PasswordDialogProps): ReactNode {
  const t = useText(securityTexts);
  const { person } = useMe();
  const [isBusy, setBusy] = useState(false);
  const form = useForm({ initialValues: { password: "" }, validate: { password: (value) => (value ? null : t("wrongPassword")) } });
  const confirm = async (password: string): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm(password);
    } catch (error) {
      if (error instanceof AppError && error.code === "credentials_wrong") form.setFieldError("password", t("wrongPassword"));
      else tellError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={title} size={440}>
      <form onSubmit={form.onSubmit(({ password }) => void confirm(password))} noValidate>
        <Stack gap="lg">
          <Text size="sm" c="var(--v-text-2)">
            {text}
          </Text>
          {children}
          <input type="text" name="username" autoComplete="username" value={person.login} readOnly hidden />
          <PasswordField
            label={t("myPassword")}
            autoComplete="current-password"
            data-autofocus={children === undefined || undefined}
            {...form.getInputProps("password")}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy} {...(isDangerous && { color: "red" })}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
