import { UnstyledButton } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import classes from "./button.module.css";
import type { CallSession } from "./session.ts";
import { callTexts } from "./texts.ts";
import { useCall, useDesk, useElapsed, useSession, useSessionState } from "./use-calls.ts";

function Running({ session }: { readonly session: CallSession }): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const call = useCall(useSessionState(session).callId);
  const elapsed = useElapsed(call?.answeredAt ?? null);
  return (
    <UnstyledButton className={classes.pill} aria-label={`${t("inCall")} ${elapsed}. ${t("expand")}`} onClick={() => desk.show("stage")}>
      <IconPhone size={16} stroke={1.75} aria-hidden />
      {elapsed || t("calling")}
    </UnstyledButton>
  );
}

/** The running call in a word: how long; a click shows it. */
export function CallPill(): ReactNode {
  const session = useSession();
  return session && <Running session={session} />;
}
