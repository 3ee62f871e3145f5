import { Menu } from "@mantine/core";
import { moveReadMark, setMyState } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { IconCheck, IconDoorExit, IconMailOpened, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import classes from "./list.module.css";

export const levelNames = { all: "levelAll", mentions: "levelMentions", none: "levelNone" } as const;
const levels = ["all", "mentions", "none"] as const;

interface RowMenuProps {
  readonly head: ConversationHead;
  /** where on the screen it was asked for */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** What one does with a conversation without opening it. */
export function RowMenu({ head, at, onClose }: RowMenuProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const [isLeaving, setLeaving] = useState(false);
  const conversationId = head.id;
  const run = (act: Promise<unknown>): void => {
    act.catch(tellError);
  };
  const change = (state: { isPinned?: boolean; notificationLevel?: ConversationHead["my"]["notificationLevel"] }): void =>
    run(collab.call(setMyState, { conversationId, ...state }));
  if (isLeaving) {
    return <LeaveDialog head={head} onClose={onClose} />;
  }
  return (
    <Menu opened onChange={(isOpened) => !isOpened && onClose()} position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" aria-label={t("more")} tabIndex={-1} className={classes.place} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.target !== event.currentTarget && !isLeaving && onClose()}>
        <Menu.Item
          leftSection={head.my.isPinned ? <IconPinnedOff size={16} stroke={1.75} /> : <IconPin size={16} stroke={1.75} />}
          onClick={() => change({ isPinned: !head.my.isPinned })}
        >
          {head.my.isPinned ? t("unpin") : t("pin")}
        </Menu.Item>
        {head.lastSeq > 0 && head.my.unreadCount === 0 && (
          <Menu.Item
            leftSection={<IconMailOpened size={16} stroke={1.75} />}
            onClick={() => run(collab.call(moveReadMark, { conversationId, readSeq: head.lastSeq - 1, allowBack: true }))}
          >
            {t("markUnread")}
          </Menu.Item>
        )}
        <Menu.Label>{t("notifications")}</Menu.Label>
        {levels.map((level) => (
          <Menu.Item
            key={level}
            leftSection={
              head.my.notificationLevel === level ? <IconCheck size={16} stroke={1.75} /> : <span style={{ display: "block", width: 16 }} />
            }
            onClick={() => change({ notificationLevel: level })}
          >
            {t(levelNames[level])}
          </Menu.Item>
        ))}
        {head.my.can.leave && (
          <Menu.Item
            color="red"
            leftSection={<IconDoorExit size={16} stroke={1.75} />}
            onClick={(event) => {
              event.stopPropagation();
              setLeaving(true);
            }}
          >
            {t("leave")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
