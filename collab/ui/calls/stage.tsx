import { Menu } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { Call } from "@veche/collab-domain/calls";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import {
  IconAntennaBars3,
  IconAntennaBars5,
  IconDots,
  IconLayoutGrid,
  IconLayoutSidebarRight,
  IconMessageCircle,
  IconPhoneOff,
  IconPictureInPicture,
  IconScreenShare,
  IconUsers,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useUser } from "../context/index.ts";
import { CameraKey, HandKey, Key, LeaveKey, MicrophoneKey, ScreenKey } from "./controls.tsx";
import { DevicesMenu } from "./devices-menu.tsx";
import { Notices } from "./notices.tsx";
import { PeoplePanel, useCanHost } from "./people-panel.tsx";
import { Pictures } from "./pictures.tsx";
import type { CallSession } from "./session.ts";
import classes from "./stage.module.css";
import type { Layout, Share } from "./state.ts";
import { callTexts } from "./texts.ts";
import { useCall, useCallTitle, useDesk, useElapsed, useHeadOf, useSessionState } from "./use-calls.ts";

type Panel = "chat" | "people" | null;

function Sharing({ share }: { readonly share: Share }): ReactNode {
  const t = useText(callTexts);
  const name = useUser(share.userId)?.fullName ?? "";
  return (
    <span className={classes.fact}>
      <IconScreenShare size={16} stroke={1.75} aria-hidden />
      <span className={classes.cut}>{share.isLocal ? t("sharingYou") : t("sharing", { name })}</span>
    </span>
  );
}

interface HeadProps {
  readonly session: CallSession;
  readonly call: Call | undefined;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
}

function Head({ session, call, layout, onLayout }: HeadProps): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const { conversationId, connection, quality, shares } = useSessionState(session);
  const title = useCallTitle(conversationId);
  const elapsed = useElapsed(call?.answeredAt ?? null);
  const [share] = shares;
  const Bars = quality === "good" ? IconAntennaBars5 : IconAntennaBars3;
  const other = layout === "grid" ? "viewSpeaker" : "viewGrid";
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{title}</h2>
      <span className={classes.time}>{connection === "connecting" ? t("connecting") : elapsed || t("waiting")}</span>
      {share && <Sharing share={share} />}
      <span className={classes.space} />
      {quality !== "unknown" && (
        <span className={classes.fact} data-quality={quality} role="status" aria-label={t(`quality_${quality}`)}>
          <Bars size={16} stroke={1.75} aria-hidden />
          <span className={classes.word}>{t(`quality_${quality}`)}</span>
        </span>
      )}
      {!share && (
        <button
          type="button"
          className={classes.act}
          aria-label={t(other)}
          title={t(other)}
          onClick={() => onLayout(layout === "grid" ? "speaker" : "grid")}
        >
          {layout === "grid" ? <IconLayoutSidebarRight size={18} stroke={1.75} /> : <IconLayoutGrid size={18} stroke={1.75} />}
        </button>
      )}
      <button type="button" className={classes.act} onClick={() => desk.show("small")} aria-label={t("minimize")} title={t("minimize")}>
        <IconPictureInPicture size={18} stroke={1.75} />
        <span className={classes.word}>{t("minimize")}</span>
      </button>
    </header>
  );
}

interface FootProps {
  readonly session: CallSession;
  readonly call: Call | undefined;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
  readonly hasChat: boolean;
}

function Foot({ session, call, panel, onPanel, hasChat }: FootProps): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const canHost = useCanHost(call);
  const unreadCount = useHeadOf(call?.conversationId ?? null)?.my.unreadCount ?? 0;
  const count = call?.participants.filter(({ state }) => state === "joined").length ?? 0;
  const toggle = (wanted: "chat" | "people"): void => onPanel(panel === wanted ? null : wanted);
  return (
    <footer className={classes.foot}>
      <div className={classes.keys}>
        <MicrophoneKey session={session} />
        <CameraKey session={session} />
        <ScreenKey session={session} />
        <HandKey session={session} />
        <DevicesMenu session={session} />
        {hasChat && (
          <Key
            caption={t("chat")}
            label={t(panel === "chat" ? "chatHide" : "chatShow")}
            icon={<IconMessageCircle size={18} stroke={1.75} />}
            isOn={panel === "chat"}
            count={panel === "chat" ? 0 : unreadCount}
            onClick={() => toggle("chat")}
          />
        )}
        <Key
          caption={t("people", { count })}
          label={t(panel === "people" ? "peopleHide" : "peopleShow")}
          icon={<IconUsers size={18} stroke={1.75} />}
          isOn={panel === "people"}
          onClick={() => toggle("people")}
        />
        {canHost && call && !call.isPersonal && (
          <Menu position="top" withinPortal={false}>
            <Menu.Target>
              <Key caption={t("more")} label={t("more")} icon={<IconDots size={18} stroke={1.75} />} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPhoneOff size={16} stroke={1.75} />}
                onClick={() => void desk.endForAll(call.id).catch(tellError)}
              >
                {t("endForAll")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        <LeaveKey session={session} />
      </div>
      <span className={classes.hint}>{t("keys")}</span>
    </footer>
  );
}

interface StageProps {
  readonly session: CallSession;
  /** shows the conversation beside the call */
  readonly renderChat: (head: ConversationHead) => ReactNode;
}

/** The call, large: pictures or a screen, the keys, the conversation beside. Pictures want a dark room, whatever the theme. */
export function Stage({ session, renderChat }: StageProps): ReactNode {
  const t = useText(callTexts);
  const state = useSessionState(session);
  const call = useCall(state.callId);
  const head = useHeadOf(state.conversationId);
  const title = useCallTitle(state.conversationId);
  const [layout, setLayout] = useState<Layout>("grid");
  const [panel, setPanel] = useState<Panel>(null);
  useHotkeys([
    ["M", () => void session.toggleMicrophone()],
    ["V", () => void session.toggleCamera()],
    ["H", () => void session.toggleHand().catch(tellError)],
  ]);
  return (
    <section className={classes.stage} aria-label={t("callOf", { title })}>
      <Head session={session} call={call} layout={layout} onLayout={setLayout} />
      <Notices session={session} />
      <div className={classes.middle} data-panel={panel ?? undefined}>
        <Pictures state={state} call={call} layout={layout} />
        {panel !== null && (
          <div className={classes.panel}>
            {panel === "people" && call && <PeoplePanel call={call} />}
            {panel === "chat" && head && renderChat(head)}
          </div>
        )}
      </div>
      <Foot session={session} call={call} panel={panel} onPanel={setPanel} hasChat={head !== null} />
    </section>
  );
}
