import { PasswordInput } from "@mantine/core";
import type { PasswordInputProps } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { sessionTexts } from "./texts.ts";

/** A password that can be shown, by a button that says so in the language of the page. */
export function PasswordField(props: PasswordInputProps): ReactNode {
  const t = useText(sessionTexts);
  return <PasswordInput visibilityToggleButtonProps={{ "aria-label": t("showPassword") }} {...props} />;
}
