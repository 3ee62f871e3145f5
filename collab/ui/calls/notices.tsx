import { Button } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import classes from "./notices.module.css";
import type { CallSession } from "./session.ts";
import { callTexts } from "./texts.ts";
import { useSessionState } from "./use-calls.ts";

/** What the person must know or decide, while the call goes on. */
export function Notices({ session }: { readonly session: CallSession }): ReactNode {
  const t = useText(callTexts);
  const { connection, problem, isSilenced } = useSessionState(session);
  return (
    <div className={classes.notices} aria-live="polite">
      {connection === "reconnecting" && <p className={classes.notice}>{t("reconnecting")}</p>}
      {problem && (
        <p className={classes.notice}>
          <span>{t(`problem_${problem}`)}</span>
          <Button size="xs" variant="subtle" onClick={() => session.forgetProblem()}>
            {t("understood")}
          </Button>
        </p>
      )}
      {isSilenced && (
        <p className={classes.notice}>
          <span>{t("silenced")}</span>
          <Button size="xs" onClick={() => void session.startSound().catch(tellError)}>
            {t("soundOn")}
          </Button>
        </p>
      )}
    </div>
  );
}
