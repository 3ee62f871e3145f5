import { Radio, TextInput } from "@mantine/core";
import { IconCircleCheck, IconHome, IconMessages, IconUsers } from "@tabler/icons-react";
import type { Connection } from "@veche/office-domain/collaboration";
import { useErrorText, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Picture } from "../parts/index.ts";
import classes from "./connect.module.css";
import { isEmail, parseServerUrl } from "./connecting.ts";
import { collaborationTexts } from "./texts.ts";

/** What a person has filled in on his way through the steps. */
export interface ConnectDraft {
  readonly isOwn: boolean;
  readonly address: string;
  readonly email: string;
  readonly name: string;
}

export interface StepProps {
  readonly draft: ConnectDraft;
  readonly onChange: (draft: ConnectDraft) => void;
  /** whether «next» was tried: only then faults are shown */
  readonly isTried: boolean;
}

export const isServerChosen = ({ isOwn, address }: ConnectDraft): boolean => isOwn || parseServerUrl(address) !== undefined;
export const isAddressed = ({ email, name }: ConnectDraft): boolean => isEmail(email) && name.trim() !== "";

/** Where conversations are kept. */
export function ServerStep({ draft, onChange, isTried }: StepProps): ReactNode {
  const t = useText(collaborationTexts);
  const choices = [
    { value: "own", title: t("thisServer"), text: t("thisServerText") },
    { value: "other", title: t("otherServer"), text: t("otherServerText") },
  ];
  return (
    <>
      <p className={classes.text}>{t("whereKept")}</p>
      <Radio.Group
        value={draft.isOwn ? "own" : "other"}
        onChange={(value) => onChange({ ...draft, isOwn: value === "own" })}
        aria-label={t("server")}
      >
        <div className={classes.choices}>
          {choices.map(({ value, title, text }) => (
            <Radio.Card key={value} value={value} className={classes.choice} aria-label={title}>
              <Radio.Indicator />
              <span>
                <strong>{title}</strong>
                <span className={classes.choiceText}>{text}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {!draft.isOwn && (
        <TextInput
          label={t("serverAddress")}
          placeholder={t("serverExample")}
          type="url"
          autoFocus
          value={draft.address}
          error={isTried && !isServerChosen(draft) ? t("badAddress") : undefined}
          onChange={(event) => onChange({ ...draft, address: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Who answers for the connection, and what this application is called there. */
export function EmailStep({
  draft,
  onChange,
  isTried,
  connection,
  error,
}: StepProps & { readonly connection: Connection; readonly error: unknown }): ReactNode {
  const t = useText(collaborationTexts);
  const describe = useErrorText();
  return (
    <>
      <p className={classes.text}>{t("registrationText")}</p>
      <TextInput
        label={t("email")}
        type="email"
        autoComplete="email"
        autoFocus
        value={draft.email}
        error={isTried && !isEmail(draft.email) ? t("badEmail") : undefined}
        onChange={(event) => onChange({ ...draft, email: event.currentTarget.value })}
      />
      <TextInput
        label={t("applicationName")}
        value={draft.name}
        error={isTried && !draft.name.trim() ? t("required") : undefined}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      {Boolean(error) && (
        <p className={classes.fault} role="alert">
          {describe(error)}
        </p>
      )}
      <p className={classes.iconHint}>
        <IconUsers size={16} stroke={1.75} aria-hidden />
        {t("accounts", { count: connection.activeUserCount })}
      </p>
    </>
  );
}

/** What is connected now, in four lines. */
export function ConnectionFacts({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  const facts: readonly (readonly [string, string | number | null])[] = [
    [t("subscriber"), connection.email],
    [t("server"), connection.serverUrl ?? t("thisServer")],
    [t("users"), connection.mirrored?.userCount ?? connection.activeUserCount],
    [t("groups"), connection.mirrored?.groupCount ?? null],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** It is done: the tab stands beside Home. */
export function DoneStep({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  return (
    <>
      <div className={classes.done} role="status">
        <Picture size={40} tone="green">
          <IconCircleCheck size={24} stroke={1.75} />
        </Picture>
        <p className={classes.text}>{t("doneText")}</p>
      </div>
      <div className={classes.strip} aria-hidden>
        <span className={classes.stripTab}>
          <IconHome size={14} stroke={1.75} />
          {t("home")}
        </span>
        <span className={classes.stripTab} data-active>
          <IconMessages size={14} stroke={1.75} />
          {t("discussions")}
        </span>
      </div>
      <ConnectionFacts connection={connection} />
    </>
  );
}
