import { ActionIcon, Button, CopyButton, Group, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { RouteOutput } from "@veche/kernel";
import { beginSecondFactor, confirmSecondFactor } from "@veche/office-domain/session";
import { useErrorText, useText } from "@veche/web/i18n";
import { callRoute, useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog } from "../parts/index.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { QrCode } from "./qr-code.tsx";
import { securityTexts } from "./security-texts.ts";
import classes from "./settings.module.css";

type Begun = RouteOutput<typeof beginSecondFactor>;

interface SecondFactorDialogProps {
  /** it is on; the codes have to be shown */
  readonly onDone: (recoveryCodes: readonly string[]) => void;
  readonly onClose: () => void;
}

function Secret({ secret }: { readonly secret: string }): ReactNode {
  const t = useText(securityTexts);
  return (
    <div>
      <div className={classes.hint}>{t("orType")}</div>
      <Group gap={6} wrap="nowrap">
        <code className={classes.secret}>{secret.match(/.{1,4}/g)?.join(" ")}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? "copied" : "copyKey")}>
              <ActionIcon onClick={copy} aria-label={t("copyKey")}>
                {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}

function Enrolment({ begun, onDone, onClose }: SecondFactorDialogProps & { readonly begun: Begun }): ReactNode {
  const t = useText(securityTexts);
  const describe = useErrorText();
  const form = useForm({ initialValues: { code: "" }, validate: { code: (value) => (value.trim() ? null : t("fillCode")) } });
  const confirm = useRouteMutation(confirmSecondFactor, {
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
    onError: (error) => form.setFieldError("code", describe(error)),
  });
  return (
    <Dialog onClose={onClose} title={t("turnOnTitle")} size={440} closeOnClickOutside={false}>
      <form onSubmit={form.onSubmit((values) => confirm.mutate(values))} noValidate>
        <Stack gap="lg">
          <Text size="sm" c="var(--v-text-2)">
            {t("scan")}
          </Text>
          <QrCode text={begun.uri} label={t("qrCode")} />
          <Secret secret={begun.secret} />
          <TextInput
            label={t("typeCode")}
            inputMode="numeric"
            autoComplete="one-time-code"
            data-autofocus
            {...form.getInputProps("code")}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              {t("turnOn")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Turning the second factor on: the password, then the code that proves that the app has the secret. */
export function SecondFactorDialog(props: SecondFactorDialogProps): ReactNode {
  const t = useText(securityTexts);
  const [begun, setBegun] = useState<Begun | null>(null);
  if (begun) return <Enrolment {...props} begun={begun} />;
  return (
    <PasswordDialog
      title={t("turnOnTitle")}
      text={t("confirmIdentity")}
      confirmLabel={t("next")}
      onConfirm={async (password) => setBegun(await callRoute(beginSecondFactor, { password }))}
      onClose={props.onClose}
    />
  );
}
