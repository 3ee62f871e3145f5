import { Alert, Button, Group, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { getConnection } from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import { useErrorText, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ErrorState, Page, PageHeader, RowsSkeleton, tellDone, tellError } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { useMe } from "../session/index.ts";
import { codeLength, MailboxHint, Resend } from "./code-step.tsx";
import { ConfirmBack } from "./confirm-back.tsx";
import { ConnectionFacts } from "./connect-steps.tsx";
import { CopyDecision } from "./copy-decision.tsx";
import { formatSeconds, isEmail, parseServerUrl, useConnecting, useSecondsUntil } from "./connecting.ts";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import { Obstacles, StateOfConnection } from "./services-page.tsx";
import classes from "./services.module.css";
import { collaborationTexts } from "./texts.ts";

interface RequestFormProps {
  readonly connection: Connection;
}

/** E-mail, server address, name: asks for the code. */
function RequestForm({ connection }: RequestFormProps): ReactNode {
  const t = useText(collaborationTexts);
  const describe = useErrorText();
  const { person, organisation } = useMe();
  const { begin } = useConnecting();
  const [email, setEmail] = useState(connection.email ?? person.email ?? "");
  const [address, setAddress] = useState(connection.serverUrl ?? "");
  const [name, setName] = useState(connection.applicationName || organisation.name);
  const [isTried, setTried] = useState(false);
  const serverUrl = address.trim() ? parseServerUrl(address) : null;
  const isRight = isEmail(email) && name.trim() !== "" && serverUrl !== undefined;
  const mayAsk = connection.can.connect && connection.activeUserCount > 1;
  const send = (): void => {
    if (!isRight) return setTried(true);
    begin.mutate({ serverUrl, email: email.trim(), applicationName: name.trim() });
  };
  return (
    <form
      className={classes.system}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{t("subscriberForm")}</h2>
      <Obstacles connection={connection} />
      <TextInput
        label={t("email")}
        type="email"
        disabled={!mayAsk}
        value={email}
        error={isTried && !isEmail(email) ? t("badEmail") : undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextInput
        label={t("serverAddress")}
        description={t("ownServerHint")}
        placeholder={t("serverExample")}
        disabled={!mayAsk}
        value={address}
        error={isTried && serverUrl === undefined ? t("badAddress") : undefined}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <TextInput
        label={t("applicationName")}
        disabled={!mayAsk}
        value={name}
        error={isTried && !name.trim() ? t("required") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {begin.error && (
        <Alert color="red" variant="light" role="alert">
          {describe(begin.error)}
        </Alert>
      )}
      <Group>
        <Button type="submit" disabled={!mayAsk} loading={begin.isPending}>
          {t("getCode")}
        </Button>
      </Group>
    </form>
  );
}

/** The code from the letter. */
function CodeForm({ connection }: RequestFormProps): ReactNode {
  const t = useText(collaborationTexts);
  const describe = useErrorText();
  const { begin, confirm, cancel } = useConnecting();
  const [code, setCode] = useState("");
  const [isLeaving, setLeaving] = useState(false);
  const seconds = useSecondsUntil(connection.pending?.expiresAt);
  const resend = (): void =>
    begin.mutate(
      { serverUrl: connection.serverUrl, email: connection.email ?? "", applicationName: connection.applicationName },
      { onSuccess: () => (setCode(""), confirm.reset(), tellDone(t("resent"))), onError: tellError },
    );
  const goBack = (): void => {
    setLeaving(false);
    cancel.mutate({}, { onError: tellError });
  };
  return (
    <form
      className={classes.system}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ code: code.trim() }, { onSuccess: () => tellDone(t("done")) });
      }}
    >
      <h2>{t("subscriberForm")}</h2>
      <p>
        {t("codeSent", { email: connection.email ?? "" })} {seconds > 0 ? t("codeValid", { time: formatSeconds(seconds) }) : t("codeOver")}
      </p>
      <TextInput
        label={t("registrationCode")}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={20}
        value={code}
        error={confirm.error ? describe(confirm.error) : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className={classes.hint}>
        {t("letterHint")}
        <MailboxHint />
      </p>
      {connection.pending && <Resend resendAt={connection.pending.resendAt} isBusy={begin.isPending} onResend={resend} />}
      <Group gap="sm">
        <Button type="submit" loading={confirm.isPending} disabled={code.trim().length < codeLength}>
          {t("confirm")}
        </Button>
        <Button variant="subtle" onClick={() => setLeaving(true)}>
          {t("back")}
        </Button>
      </Group>
      <p className={classes.hint}>{t("backWarning")}</p>
      {isLeaving && <ConfirmBack onStay={() => setLeaving(false)} onLeave={goBack} />}
    </form>
  );
}

function Connected({ connection }: RequestFormProps): ReactNode {
  const t = useText(collaborationTexts);
  const [isDisconnecting, setDisconnecting] = useState(false);
  return (
    <section className={classes.system}>
      <h2>{t("done")}</h2>
      <ConnectionFacts connection={connection} />
      <Group gap="sm">
        <Button component={Link} to="/discussions">
          {t("openDiscussions")}
        </Button>
        <Button variant="default" disabled={!connection.can.disconnect} onClick={() => setDisconnecting(true)}>
          {t("disconnect")}
        </Button>
      </Group>
      {isDisconnecting && <DisconnectDialog connection={connection} onClose={() => setDisconnecting(false)} />}
    </section>
  );
}

function Parked({ connection }: RequestFormProps): ReactNode {
  const t = useText(collaborationTexts);
  return (
    <section className={classes.system}>
      <h2>{t("parkedTitle")}</h2>
      <p>{t("parkedText")}</p>
      <CopyDecision connection={connection} />
    </section>
  );
}

/** «Collaboration system management»: the technician's way to the same registration. */
export function CollaborationSystemPage(): ReactNode {
  const t = useText(collaborationTexts);
  const { data, error, refetch } = useRoute(getConnection, {});
  useWindowTitle(t("systemTitle"));
  return (
    <Page>
      <PageHeader
        title={t("systemTitle")}
        crumbs={[{ label: t("technician"), to: "/technician" }, { label: t("systemTitle") }]}
        note={data && <StateOfConnection connection={data} />}
      />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={4} height={56} />}
      {data?.state === "registered" && <Connected connection={data} />}
      {data?.state === "parked" && <Parked connection={data} />}
      {data?.state === "waitingForCode" && <CodeForm connection={data} />}
      {data && ["administratorRequired", "notRegistered", "waitingForServer"].includes(data.state) && <RequestForm connection={data} />}
    </Page>
  );
}
