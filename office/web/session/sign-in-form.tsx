import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Me } from "@veche/office-domain/directory";
import { signIn } from "@veche/office-domain/session";
import { useErrorText, useText } from "@veche/web/i18n";
import { useRouteMutation } from "@veche/web/query";
import type { ReactNode } from "react";
import type { Credentials } from "./code-step.tsx";
import { PasswordField } from "./password-field.tsx";
import { sessionTexts } from "./texts.ts";

interface SignInFormProps {
  /** fixed: only this person may sign in here */
  readonly login?: string;
  readonly onSignedIn: (me: Me) => void;
  /** the password is right, and more is asked */
  readonly onCodeNeeded: (credentials: Credentials) => void;
}

/** Name and password; a refusal keeps both and puts the cursor back. */
export function SignInForm({ login, onSignedIn, onCodeNeeded }: SignInFormProps): ReactNode {
  const t = useText(sessionTexts);
  const describe = useErrorText();
  const form = useForm({
    initialValues: { login: login ?? "", password: "" },
    validate: {
      login: (value) => (value.trim() ? null : t("fillLogin")),
      password: (value) => (value ? null : t("fillPassword")),
    },
  });
  const enter = useRouteMutation(signIn, {
    onSuccess: onSignedIn,
    onError: ({ code }, credentials) => code === "second_factor_required" && onCodeNeeded(credentials),
  });
  const refusal = enter.error?.code === "second_factor_required" ? null : enter.error;
  return (
    <form onSubmit={form.onSubmit((values) => enter.mutate({ login: values.login.trim(), password: values.password }))} noValidate>
      <Stack gap="lg">
        {refusal && (
          <Alert color="red" variant="light" role="alert">
            {describe(refusal)}
          </Alert>
        )}
        <TextInput
          label={t("login")}
          size="md"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={login !== undefined}
          data-autofocus={login === undefined || undefined}
          autoFocus={login === undefined}
          {...form.getInputProps("login")}
        />
        <PasswordField
          label={t("password")}
          size="md"
          autoComplete="current-password"
          data-autofocus={login !== undefined || undefined}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" fullWidth loading={enter.isPending}>
          {t("enter")}
        </Button>
      </Stack>
    </form>
  );
}
