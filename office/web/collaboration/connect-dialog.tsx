import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { Connection } from "@veche/office-domain/collaboration";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, tellDone, tellError } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import { CodeStep, codeLength } from "./code-step.tsx";
import { ConfirmBack } from "./confirm-back.tsx";
import { DoneStep, EmailStep, isAddressed, isServerChosen, ServerStep } from "./connect-steps.tsx";
import type { ConnectDraft } from "./connect-steps.tsx";
import classes from "./connect.module.css";
import { parseServerUrl, useConnecting } from "./connecting.ts";
import { collaborationTexts } from "./texts.ts";

type Step = "server" | "email" | "code" | "done";
const titles = { server: "connection", email: "registration", code: "codeTitle", done: "done" } as const;

interface ConnectDialogProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** Connecting in four steps: server, address, code, done. A registration that waits for its code is taken up where it stands. */
export function ConnectDialog({ connection, onClose }: ConnectDialogProps): ReactNode {
  const t = useText(collaborationTexts);
  const navigate = useNavigate();
  const { person, organisation } = useMe();
  const act = useConnecting();
  const [step, setStep] = useState<Step>(connection.state === "waitingForCode" ? "code" : "server");
  const [isTried, setTried] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [code, setCode] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [draft, setDraft] = useState<ConnectDraft>(() => ({
    isOwn: connection.serverUrl === null,
    address: connection.serverUrl ?? "",
    email: connection.email ?? person.email ?? "",
    name: connection.applicationName || organisation.name,
  }));

  const go = (next: Step): void => {
    setTried(false);
    setStep(next);
  };
  const empty = (): void => {
    setCode("");
    setAttempt(attempt + 1);
  };
  const begin = async (): Promise<void> => {
    const serverUrl = draft.isOwn ? null : parseServerUrl(draft.address)!;
    await act.begin.mutateAsync({ serverUrl, email: draft.email.trim(), applicationName: draft.name.trim() });
    empty();
    act.confirm.reset();
  };
  const register = (): void =>
    void begin().then(
      () => go("code"),
      () => undefined,
    );
  const resend = (): void => void begin().then(() => tellDone(t("resent")), tellError);
  const confirm = (value: string): void => act.confirm.mutate({ code: value }, { onSuccess: () => go("done"), onError: empty });
  const goBack = (): void => {
    setLeaving(false);
    act.cancel.mutate({}, { onSuccess: () => go("email"), onError: tellError });
  };
  const handleNext = (): void => {
    if (step === "server") return isServerChosen(draft) ? go("email") : setTried(true);
    if (step === "email") return isAddressed(draft) ? register() : setTried(true);
    if (step === "code") return confirm(code);
    onClose();
    return void navigate({ to: "/discussions" });
  };
  const shared = { draft, onChange: setDraft, isTried };
  const labels = { server: t("next"), email: t("register"), code: t("register"), done: t("openDiscussions") };
  return (
    <Dialog onClose={onClose} title={t(titles[step])} size={420} closeOnClickOutside={step === "done"}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          handleNext();
        }}
      >
        <div className={classes.body}>
          {step === "server" && <ServerStep {...shared} />}
          {step === "email" && <EmailStep {...shared} connection={connection} error={act.begin.error} />}
          {step === "code" && (
            <CodeStep
              connection={connection}
              attempt={attempt}
              code={code}
              onChange={setCode}
              error={act.confirm.error}
              isBusy={act.confirm.isPending || act.begin.isPending}
              onResend={resend}
              onComplete={() => undefined}
            />
          )}
          {step === "done" && <DoneStep connection={connection} />}
        </div>
        <footer className={classes.foot}>
          {step === "server" && (
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
          )}
          {step === "email" && (
            <Button variant="subtle" onClick={() => go("server")}>
              {t("back")}
            </Button>
          )}
          {step === "code" && (
            <Button variant="subtle" onClick={() => setLeaving(true)}>
              {t("back")}
            </Button>
          )}
          {step === "done" && (
            <Button variant="subtle" onClick={onClose}>
              {t("close")}
            </Button>
          )}
          <Button
            type="submit"
            loading={act.begin.isPending || act.confirm.isPending}
            disabled={step === "code" && code.length < codeLength}
          >
            {labels[step]}
          </Button>
        </footer>
      </form>
      {isLeaving && <ConfirmBack onStay={() => setLeaving(false)} onLeave={goBack} />}
    </Dialog>
  );
}
