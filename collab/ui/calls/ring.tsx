import { Button } from "@mantine/core";
import type { Call } from "@veche/collab-domain/calls";
import { IconMessageCircle, IconPhone, IconPhoneOff, IconVideo } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { PersonAvatar, tellError } from "@veche/web/parts";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useHost, useMyId, usePresence, useUser } from "../context/index.ts";
import { readDesktopState } from "../notifications/index.ts";
import classes from "./ring.module.css";
import { callTexts } from "./texts.ts";
import { startTone } from "./tone.ts";
import { useCallsGoing, useDesk, useHeadOf } from "./use-calls.ts";

/** Says it beside the browser, too, when the page is not looked at. */
function useDesktopRing(title: string, body: string): void {
  useEffect(() => {
    if (title === "" || document.visibilityState === "visible" || readDesktopState() !== "on") return undefined;
    const notification = new Notification(title, { body, requireInteraction: true });
    notification.addEventListener("click", () => window.focus());
    return () => notification.close();
  }, [title, body]);
}

/** Whoever is writing goes on writing; else the answer is one key away. */
function isWriting(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLElement && (active.isContentEditable || active.matches("input, textarea, select"));
}

function Ring({ call }: { readonly call: Call }): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const host = useHost();
  const caller = useUser(call.starterId);
  const head = useHeadOf(call.conversationId);
  const isQuiet = usePresence(useMyId()) === "doNotDisturb";
  const answer = useRef<HTMLButtonElement>(null);
  const [isBusy, setBusy] = useState(false);
  const name = caller?.fullName ?? "";
  const title = head && head.kind !== "personal" ? head.title : "";
  const sort = title !== "" ? t("incomingIn", { title }) : t(call.hasVideo ? "incomingVideo" : "incomingAudio");
  useDesktopRing(name, sort);
  useEffect(() => {
    if (!isWriting()) answer.current?.focus();
  }, []);
  useEffect(() => (isQuiet ? undefined : startTone("ring")), [isQuiet]);
  const run = (work: () => Promise<void>): void => {
    setBusy(true);
    work()
      .catch(tellError)
      .finally(() => setBusy(false));
  };
  const decline = (): void => run(() => desk.decline(call.id));
  return (
    <div
      className={classes.ring}
      role="alertdialog"
      aria-label={`${sort}. ${name}`}
      onKeyDown={(event) => event.key === "Escape" && decline()}
    >
      <div className={classes.who}>
        <PersonAvatar name={name} size={48} />
        <div className={classes.words}>
          <strong>{name}</strong>
          <span>{sort}</span>
        </div>
      </div>
      <div className={classes.answers}>
        <Button
          ref={answer}
          disabled={isBusy}
          leftSection={<IconPhone size={18} stroke={1.75} />}
          onClick={() => run(() => desk.join(call, false))}
        >
          {t("accept")}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconVideo size={18} stroke={1.75} />}
          onClick={() => run(() => desk.join(call, true))}
        >
          {t("acceptVideo")}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          leftSection={<IconMessageCircle size={18} stroke={1.75} />}
          onClick={() => {
            decline();
            host.openRecord(host.conversationPath(call.conversationId));
          }}
        >
          {t("message")}
        </Button>
        <Button color="red" disabled={isBusy} leftSection={<IconPhoneOff size={18} stroke={1.75} />} onClick={decline}>
          {t("decline")}
        </Button>
      </div>
    </div>
  );
}

/** Whoever calls me now. The page that is looked at and those that are not ring alike, until one of them answers. */
export function Rings(): ReactNode {
  const calls = useCallsGoing();
  const myId = useMyId();
  const ringing = calls.filter((call) => call.participants.some((one) => one.userId === myId && one.state === "ringing"));
  if (ringing.length === 0) return null;
  return (
    <div className={classes.rings}>
      {ringing.map((call) => (
        <Ring key={call.id} call={call} />
      ))}
    </div>
  );
}
