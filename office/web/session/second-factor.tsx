import { Button, Group, Text } from "@mantine/core";
import { removeSecondFactor, renewRecoveryCodes } from "@veche/office-domain/session";
import type { SignInMeans } from "@veche/office-domain/session";
import { useFormat, useText } from "@veche/web/i18n";
import { callRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Chip, tellDone } from "../parts/index.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SecondFactorDialog } from "./second-factor-dialog.tsx";
import { securityTexts } from "./security-texts.ts";
import classes from "./settings.module.css";

interface SecondFactorProps {
  readonly factor: SignInMeans["secondFactor"];
  /** it is to be read anew */
  readonly onChange: () => void;
}

type Asked = "on" | "off" | "codes" | null;

/** The code asked after the password: on, off, and the recovery codes. */
export function SecondFactor({ factor, onChange }: SecondFactorProps): ReactNode {
  const t = useText(securityTexts);
  const format = useFormat();
  const [asked, ask] = useState<Asked>(null);
  const [codes, showCodes] = useState<readonly string[] | null>(null);
  const close = (): void => ask(null);
  const handleCodes = (recoveryCodes: readonly string[]): void => {
    close();
    showCodes(recoveryCodes);
    onChange();
  };
  const turnOff = async (password: string): Promise<void> => {
    await callRoute(removeSecondFactor, { password });
    close();
    onChange();
    tellDone(t("factorOff"));
  };
  const renew = async (password: string): Promise<void> => handleCodes((await callRoute(renewRecoveryCodes, { password })).recoveryCodes);
  return (
    <section className={classes.group}>
      <div className={classes.titleRow}>
        <h2 className={classes.groupTitle}>{t("secondFactor")}</h2>
        <Chip tone={factor ? "green" : "neutral"} hasDot>
          {factor ? t("isOn", { date: format.date(factor.confirmedAt) }) : t("isOff")}
        </Chip>
      </div>
      <Text size="sm" c="var(--v-text-2)">
        {t("secondFactorText")} {factor && t("codesLeft", { count: factor.recoveryCodesLeft })}
      </Text>
      <Group gap="sm">
        {factor ? (
          <>
            <Button variant="default" onClick={() => ask("codes")}>
              {t("newCodes")}
            </Button>
            <Button variant="subtle" color="red" onClick={() => ask("off")}>
              {t("turnOff")}
            </Button>
          </>
        ) : (
          <Button onClick={() => ask("on")}>{t("turnOn")}</Button>
        )}
      </Group>
      {asked === "on" && <SecondFactorDialog onDone={handleCodes} onClose={close} />}
      {asked === "codes" && (
        <PasswordDialog
          title={t("newCodesTitle")}
          text={t("newCodesText")}
          confirmLabel={t("getCodes")}
          onConfirm={renew}
          onClose={close}
        />
      )}
      {asked === "off" && (
        <PasswordDialog
          isDangerous
          title={t("turnOffTitle")}
          text={t("turnOffText")}
          confirmLabel={t("turnOff")}
          onConfirm={turnOff}
          onClose={close}
        />
      )}
      {codes && <RecoveryCodes codes={codes} onClose={() => showCodes(null)} />}
    </section>
  );
}
