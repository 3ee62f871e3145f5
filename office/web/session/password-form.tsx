import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changePassword } from "@veche/office-domain/session";
import { useText } from "@veche/web/i18n";
import { useRouteMutation } from "@veche/web/query";
import type { ReactNode } from "react";
import { tellDone, tellError } from "../parts/index.ts";
import { useMe } from "./me.ts";
import { PasswordField } from "./password-field.tsx";
import { sessionTexts } from "./texts.ts";

const shortest = 8;

/** Changing my password; my other sessions end. */
export function PasswordForm(): ReactNode {
  const t = useText(sessionTexts);
  const { person } = useMe();
  const form = useForm({
    initialValues: { current: "", next: "", repeated: "" },
    validate: {
      current: (value) => (value ? null : t("fillPassword")),
      next: (value) => (value.length >= shortest ? null : t("tooShort")),
      repeated: (value, values) => (value === values.next ? null : t("notSame")),
    },
  });
  const save = useRouteMutation(changePassword, {
    onSuccess: () => {
      form.reset();
      tellDone(t("passwordChanged"));
    },
    onError: (error) => (error.code === "credentials_wrong" ? form.setFieldError("current", t("wrongCurrent")) : tellError(error)),
  });
  return (
    <form onSubmit={form.onSubmit(({ current, next }) => save.mutate({ current, next }))} noValidate>
      <Stack gap="lg" maw={360}>
        <input type="text" name="username" autoComplete="username" value={person.login} readOnly hidden />
        <PasswordField label={t("currentPassword")} autoComplete="current-password" {...form.getInputProps("current")} />
        <PasswordField
          label={t("nextPassword")}
          description={t("passwordHint")}
          autoComplete="new-password"
          {...form.getInputProps("next")}
        />
        <PasswordField label={t("repeatPassword")} autoComplete="new-password" {...form.getInputProps("repeated")} />
        <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
          {t("changePassword")}
        </Button>
      </Stack>
    </form>
  );
}
