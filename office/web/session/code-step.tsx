import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Me } from "@veche/office-domain/directory";
import { signIn } from "@veche/office-domain/session";
import { useErrorText, useText } from "@veche/web/i18n";
import { useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { sessionTexts } from "./texts.ts";

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

interface CodeStepProps {
  readonly credentials: Credentials;
  readonly onSignedIn: (me: Me) => void;
  readonly onBack: () => void;
}

/** The second step: the code of the authenticator app, or one of the recovery codes. */
export function CodeStep({ credentials, onSignedIn, onBack }: CodeStepProps): ReactNode {
  const t = useText(sessionTexts);
  const describe = useErrorText();
  const [isRecovery, setRecovery] = useState(false);
  const form = useForm({ initialValues: { code: "" }, validate: { code: (value) => (value.trim() ? null : t("fillCode")) } });
  const enter = useRouteMutation(signIn, {
    onSuccess: onSignedIn,
    onError: (error) => form.setFieldError("code", describe(error)),
  });
  const change = (): void => {
    form.reset();
    setRecovery(!isRecovery);
  };
  return (
    <form onSubmit={form.onSubmit(({ code }) => enter.mutate({ ...credentials, code }))} noValidate>
      <Stack gap="lg">
        <Text size="sm" c="var(--v-text-2)">
          {t(isRecovery ? "recoveryStepText" : "codeStepText")}
        </Text>
        <TextInput
          key={String(isRecovery)}
          label={t(isRecovery ? "recoveryCode" : "code")}
          size="md"
          autoFocus
          data-autofocus
          autoCapitalize="none"
          spellCheck={false}
          {...(isRecovery ? { autoComplete: "off" } : { autoComplete: "one-time-code", inputMode: "numeric" as const })}
          {...form.getInputProps("code")}
        />
        <Button type="submit" size="md" fullWidth loading={enter.isPending}>
          {t("enter")}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={change}>
          {t(isRecovery ? "useApp" : "useRecoveryCode")}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t("backToPassword")}
        </Anchor>
      </Stack>
    </form>
  );
}
