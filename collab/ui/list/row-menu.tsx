import { Menu } from "@mantine/core";
import { isArchived, isMuted, moveReadMark, placeInFolder } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconBellOff,
  IconCheck,
  IconDoorExit,
  IconFolder,
  IconFolderPlus,
  IconMailOpened,
  IconPin,
  IconPinnedOff,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { folderTexts } from "./folder-texts.ts";
import { useFolderActs } from "./folder-acts.ts";
import { FolderDialog } from "./folder-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import classes from "./list.module.css";
import { muteSpans } from "./mute.ts";
import type { MuteSpan } from "./mute.ts";
import { useMyActs } from "./my-acts.ts";

export const levelNames = { all: "levelAll", mentions: "levelMentions", none: "levelNone" } as const;
const levels = ["all", "mentions"] as const;
export const muteNames: Readonly<Record<MuteSpan, "muteHour" | "muteWorkday" | "muteTomorrow" | "muteForGood">> = {
  hour: "muteHour",
  workday: "muteWorkday",
  tomorrow: "muteTomorrow",
  forGood: "muteForGood",
};

interface RowMenuProps {
  readonly head: ConversationHead;
  /** where on the screen it was asked for */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** What one does with a conversation without opening it. */
export function RowMenu({ head, at, onClose }: RowMenuProps): ReactNode {
  const t = useText(texts);
  const [isLeaving, setLeaving] = useState(false);
  const [isMaking, setMaking] = useState(false);
  if (isMaking) return <FolderDialog edited={{ conversationId: head.id }} onClose={onClose} />;
  if (isLeaving) return <LeaveDialog head={head} onClose={onClose} />;
  return (
    <Menu opened onChange={(isOpened) => !isOpened && onClose()} position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" aria-label={t("more")} tabIndex={-1} className={classes.place} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => isItem(event.target) && !isLeaving && onClose()}>
        <Placing head={head} />
        <InFolders head={head} onNew={() => setMaking(true)} />
        <Notifying head={head} />
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

/** A press on an item closes the menu, unless it opens another one. */
function isItem(target: EventTarget): boolean {
  const item = target instanceof Element ? target.closest("[role=menuitem]") : null;
  return item !== null && !item.hasAttribute("aria-haspopup");
}

function Placing({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const acts = useMyActs(head);
  const { isPinned, unreadCount } = head.my;
  const isAway = isArchived(head, useReadable(collab.list.state).asOf);
  const markUnread = (): void => {
    collab.call(moveReadMark, { conversationId: head.id, readSeq: head.lastSeq - 1, allowBack: true }).catch(tellError);
  };
  return (
    <>
      <Menu.Item
        leftSection={isPinned ? <IconPinnedOff size={16} stroke={1.75} /> : <IconPin size={16} stroke={1.75} />}
        onClick={acts.pin}
      >
        {t(isPinned ? "unpin" : "pin")}
      </Menu.Item>
      {isPinned && (
        <>
          <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.75} />} onClick={() => acts.move(-1)}>
            {t("moveUp")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.75} />} onClick={() => acts.move(1)}>
            {t("moveDown")}
          </Menu.Item>
        </>
      )}
      <Menu.Item
        leftSection={isAway ? <IconArchiveOff size={16} stroke={1.75} /> : <IconArchive size={16} stroke={1.75} />}
        onClick={acts.archive}
      >
        {t(isAway ? "unarchive" : "archive")}
      </Menu.Item>
      {head.lastSeq > 0 && unreadCount === 0 && (
        <Menu.Item leftSection={<IconMailOpened size={16} stroke={1.75} />} onClick={markUnread}>
          {t("markUnread")}
        </Menu.Item>
      )}
    </>
  );
}

function InFolders({ head, onNew }: { readonly head: ConversationHead; readonly onNew: () => void }): ReactNode {
  const tFolder = useText(folderTexts);
  const acts = useFolderActs();
  const { items } = useReadable(useCollab().folders.state);
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconFolder size={16} stroke={1.75} />}>{tFolder("intoFolder")}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {items.map(({ id, title, conversationIds }) => {
          const isIn = conversationIds.includes(head.id);
          return (
            <Menu.Item
              key={id}
              leftSection={<Check isOn={isIn} />}
              onClick={() => acts.run(placeInFolder, { folderId: id, conversationId: head.id, isIn: !isIn })}
            >
              {title}
            </Menu.Item>
          );
        })}
        <Menu.Item
          leftSection={<IconFolderPlus size={16} stroke={1.75} />}
          onClick={(event) => {
            event.stopPropagation();
            onNew();
          }}
        >
          {tFolder("newFolder")}
        </Menu.Item>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Notifying({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const acts = useMyActs(head);
  const { asOf } = useReadable(useCollab().list.state);
  const current = isMuted(head.my, asOf) ? "none" : head.my.notificationLevel;
  return (
    <>
      <Menu.Label>{t("notifications")}</Menu.Label>
      {levels.map((level) => (
        <Menu.Item key={level} leftSection={<Check isOn={current === level} />} onClick={() => acts.setLevel(level)}>
          {t(levelNames[level])}
        </Menu.Item>
      ))}
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={current === "none" ? <Check isOn /> : <IconBellOff size={16} stroke={1.75} />}>
            {t("levelNone")}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {muteSpans.map((span) => (
            <Menu.Item key={span} onClick={() => acts.mute(span)}>
              {t(muteNames[span])}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  );
}

function Check({ isOn }: { readonly isOn: boolean }): ReactNode {
  return isOn ? <IconCheck size={16} stroke={1.75} /> : <span style={{ display: "block", width: 16 }} />;
}
