import { Anchor, Button, PinInput, Text } from "@mantine/core";
import { IconAlertTriangle, IconMail } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Connection } from "@veche/office-domain/collaboration";
import { useErrorText, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useCan } from "../session/index.ts";
import classes from "./connect.module.css";
import { formatSeconds, useSecondsUntil } from "./connecting.ts";
import { collaborationTexts } from "./texts.ts";

export const codeLength = 6;

interface CodeStepProps {
  readonly connection: Connection;
  /** counts up at each refusal: the cells are empty again and the first one has the cursor */
  readonly attempt: number;
  readonly code: string;
  readonly onChange: (code: string) => void;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onResend: () => void;
  readonly onComplete: () => void;
}

/** Where the letter can be found on an installation without a mail server. */
export function MailboxHint(): ReactNode {
  const t = useText(collaborationTexts);
  if (!useCan("mailbox.read")) return null;
  return (
    <>
      {" "}
      {t("mailboxHint")}{" "}
      <Anchor component={Link} underline="always" to="/administration/mailbox" inherit>
        {t("mailbox")}
      </Anchor>
      .
    </>
  );
}

/** When a letter may be asked for again. */
export function Resend({
  resendAt,
  isBusy,
  onResend,
}: {
  readonly resendAt: string;
  readonly isBusy: boolean;
  readonly onResend: () => void;
}): ReactNode {
  const t = useText(collaborationTexts);
  const seconds = useSecondsUntil(resendAt);
  if (seconds > 0) return <span className={classes.hint}>{t("resendIn", { time: formatSeconds(seconds) })}</span>;
  return (
    <Button size="xs" variant="subtle" className={classes.resend} loading={isBusy} onClick={onResend}>
      {t("resend")}
    </Button>
  );
}

/** The code from the letter: six digits, pasted or typed. */
export function CodeStep({ connection, attempt, code, onChange, error, isBusy, onResend, onComplete }: CodeStepProps): ReactNode {
  const t = useText(collaborationTexts);
  const describe = useErrorText();
  const seconds = useSecondsUntil(connection.pending?.expiresAt);
  return (
    <>
      <p className={classes.text}>
        {t("codeSent", { email: connection.email ?? "" })}{" "}
        <span className={classes.time}>{seconds > 0 ? t("codeValid", { time: formatSeconds(seconds) }) : t("codeOver")}</span>
      </p>
      <PinInput
        key={attempt}
        length={codeLength}
        type="number"
        size="md"
        gap={6}
        oneTimeCode
        placeholder=""
        autoFocus
        aria-label={t("code")}
        getInputProps={(index) => ({ "aria-label": `${t("code")} ${index + 1}` })}
        value={code}
        error={Boolean(error)}
        disabled={isBusy}
        onChange={onChange}
        onComplete={onComplete}
      />
      {Boolean(error) && (
        <Text size="sm" c="var(--v-red)" role="alert">
          {describe(error)}
        </Text>
      )}
      {connection.pending && <Resend resendAt={connection.pending.resendAt} isBusy={isBusy} onResend={onResend} />}
      <p className={classes.iconHint}>
        <IconMail size={16} stroke={1.75} aria-hidden />
        <span>
          {t("letterHint")}
          <MailboxHint />
        </span>
      </p>
      <p className={classes.warning}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        {t("backWarning")}
      </p>
    </>
  );
}
