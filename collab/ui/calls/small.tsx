import { Button } from "@mantine/core";
import { IconArrowsDiagonal, IconPhone, IconScreenShare, IconScreenShareOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useRef, useState } from "react";
import type { PointerEvent, ReactNode } from "react";
import { CameraKey, LeaveKey, MicrophoneKey } from "./controls.tsx";
import type { CallSession } from "./session.ts";
import classes from "./small.module.css";
import { callTexts } from "./texts.ts";
import { TileView } from "./tile.tsx";
import { useCall, useCallTitle, useDesk, useElapsed, useSessionState } from "./use-calls.ts";

const shownCount = 4;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Lets it be drawn away from what one works on; it stays on the screen. */
function useDragging(): { readonly place: Place; readonly handlers: object } {
  const [place, setPlace] = useState<Place>({ x: 0, y: 0 });
  const grip = useRef<{ readonly x: number; readonly y: number; readonly box: DOMRect; readonly place: Place } | null>(null);
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const isKey = event.target instanceof Element && event.target.closest("button");
      const box = event.currentTarget.parentElement?.getBoundingClientRect();
      if (isKey || !box) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { x: event.clientX, y: event.clientY, box, place };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const held = grip.current;
      if (!held) return;
      const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
      const dx = within(event.clientX - held.x, -held.box.left, innerWidth - held.box.right);
      const dy = within(event.clientY - held.y, -held.box.top, innerHeight - held.box.bottom);
      setPlace({ x: held.place.x + dx, y: held.place.y + dy });
    },
    onPointerUp: () => (grip.current = null),
    onPointerCancel: () => (grip.current = null),
  };
  return { place, handlers };
}

/** The call, small, while one works elsewhere in the program. */
export function Small({ session }: { readonly session: CallSession }): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const state = useSessionState(session);
  const call = useCall(state.callId);
  const title = useCallTitle(state.conversationId);
  const elapsed = useElapsed(call?.answeredAt ?? null);
  const { place, handlers } = useDragging();
  const others = state.tiles.filter(({ isLocal }) => !isLocal);
  const shown = (others.length > 0 ? others : state.tiles).slice(0, shownCount);
  return (
    <>
      {state.isSharing && <div className={classes.sharing} />}
      <section className={classes.small} aria-label={t("callOf", { title })} style={{ translate: `${place.x}px ${place.y}px` }}>
        <header className={classes.head} {...handlers}>
          {state.isSharing ? <IconScreenShare size={16} stroke={1.75} aria-hidden /> : <IconPhone size={16} stroke={1.75} aria-hidden />}
          <span className={classes.title}>{state.isSharing ? t("sharingYou") : title}</span>
          <span className={classes.time}>{state.connection === "reconnecting" ? t("state_lost") : elapsed || t("waiting")}</span>
          <button type="button" className={classes.act} aria-label={t("expand")} title={t("expand")} onClick={() => desk.show("stage")}>
            <IconArrowsDiagonal size={18} stroke={1.75} />
          </button>
        </header>
        <div className={classes.tiles}>
          {shown.map((tile) => (
            <TileView key={tile.identity} tile={tile} size="small" />
          ))}
        </div>
        <div className={classes.keys}>
          <MicrophoneKey session={session} isSmall />
          <CameraKey session={session} isSmall />
          {state.isSharing ? (
            <Button
              className={classes.stop}
              leftSection={<IconScreenShareOff size={18} stroke={1.75} />}
              onClick={() => void session.toggleScreen()}
            >
              {t("screenOff")}
            </Button>
          ) : (
            <span className={classes.space} />
          )}
          <LeaveKey session={session} isSmall />
        </div>
      </section>
    </>
  );
}
