import { Button } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useMyId, useReadable } from "../context/index.ts";
import { getDeviceId } from "./device.ts";
import classes from "./layer.module.css";
import { Rings } from "./ring.tsx";
import type { Ending } from "./state.ts";
import { callTexts } from "./texts.ts";
import { startTone } from "./tone.ts";
import { useCall, useCallsGoing, useDesk, useSession, useSessionState } from "./use-calls.ts";
import type { CallSession } from "./session.ts";

const Small = lazy(async () => ({ default: (await import("./small.tsx")).Small }));
const patienceMs = 1_500;
/** What nobody need read twice. */
const plainEndings: ReadonlySet<Ending> = new Set(["held", "canceled", "moved"]);

/** Says how the call ended, where the person did not end it himself. */
function useEndings(): void {
  const t = useText(callTexts);
  const desk = useDesk();
  const ended = useReadable(desk.ending);
  useEffect(() => {
    if (!ended) return;
    desk.forgetEnding();
    const sentence = t(`end_${ended.ending}`);
    if (plainEndings.has(ended.ending)) tellDone(sentence);
    else tellProblem(sentence);
  }, [desk, ended, t]);
}

/** The page was loaded anew in the middle of a call. */
function WayBack(): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const myId = useMyId();
  const call = useCallsGoing().find(({ participants }) =>
    participants.some((one) => one.userId === myId && one.state === "joined" && one.deviceId === getDeviceId()),
  );
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!call || !isShown) return null;
  return (
    <div className={classes.back} role="status">
      <span>{t("back")}</span>
      <Button leftSection={<IconPhone size={18} stroke={1.75} />} onClick={() => void desk.join(call, false).catch(tellError)}>
        {t("goBack")}
      </Button>
    </div>
  );
}

/** While nobody has answered, one hears that it rings there. */
function Waiting({ session }: { readonly session: CallSession }): ReactNode {
  const call = useCall(useSessionState(session).callId);
  const isRinging = call?.state === "ringing";
  useEffect(() => (isRinging ? startTone("wait") : undefined), [isRinging]);
  return null;
}

/** What of calls is seen everywhere in the program: who rings, the running call while it is small, how it ended. Use it once, at the top. */
export function CallLayer(): ReactNode {
  useEndings();
  const desk = useDesk();
  const session = useSession();
  const view = useReadable(desk.view);
  // who has signed out is neither heard nor seen
  useEffect(() => () => desk.stop(), [desk]);
  return (
    <>
      <Rings />
      {session && <Waiting session={session} />}
      {session === null && <WayBack />}
      <Suspense fallback={null}>{session && view === "small" && <Small session={session} />}</Suspense>
    </>
  );
}
