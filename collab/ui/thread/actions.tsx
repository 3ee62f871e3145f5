import { Menu } from "@mantine/core";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { IconArrowBackUp, IconCopy, IconDots, IconLink, IconMailOpened, IconMoodPlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellDone, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useHost } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import classes from "./message.module.css";

export interface MessageActs {
  readonly canPost: boolean;
  readonly canDeleteOthers: boolean;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
  readonly onDelete: (message: Message) => void;
  readonly onJump: (seq: number) => void;
}

interface ActionsProps extends MessageActs {
  readonly message: Message;
  readonly timeline: Timeline;
  readonly isMine: boolean;
  /** hears when a choice opens and closes: it stands elsewhere in the page, and goes with these buttons */
  readonly onOpened: (isOpened: boolean) => void;
}

/** What one does with a message; stands above its first line. */
export function Actions({ message, timeline, isMine, onOpened, ...acts }: ActionsProps): ReactNode {
  const t = useText(texts);
  const host = useHost();
  const copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      tellDone(done);
    } catch (error) {
      tellError(error);
    }
  };
  const link = (): string => location.origin + host.conversationPath(message.conversationId, message.seq);
  return (
    <div className={classes.actions}>
      <EmojiPicker onOpened={onOpened} onPick={(emoji) => void timeline.react(message.seq, emoji).catch(tellError)}>
        {(open) => (
          <IconAction size="sm" label={t("react")} onClick={open}>
            <IconMoodPlus size={18} stroke={1.75} />
          </IconAction>
        )}
      </EmojiPicker>
      {acts.canPost && (
        <IconAction size="sm" label={t("reply")} onClick={() => acts.onReply(message)}>
          <IconArrowBackUp size={18} stroke={1.75} />
        </IconAction>
      )}
      <IconAction size="sm" label={t("copyLink")} onClick={() => void copy(link(), t("linkCopied"))}>
        <IconLink size={18} stroke={1.75} />
      </IconAction>
      {isMine && (
        <IconAction size="sm" label={t("edit")} onClick={() => acts.onEdit(message)}>
          <IconPencil size={18} stroke={1.75} />
        </IconAction>
      )}
      <Menu position="bottom-end" onChange={onOpened}>
        <Menu.Target>
          <IconAction size="sm" label={t("more")}>
            <IconDots size={18} stroke={1.75} />
          </IconAction>
        </Menu.Target>
        <Menu.Dropdown>
          {message.text !== "" && (
            <Menu.Item leftSection={<IconCopy size={16} stroke={1.75} />} onClick={() => void copy(message.text, t("textCopied"))}>
              {t("copyText")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconMailOpened size={16} stroke={1.75} />}
            onClick={() => void timeline.markUnread(message.seq).catch(tellError)}
          >
            {t("markUnread")}
          </Menu.Item>
          {(isMine || acts.canDeleteOthers) && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={() => acts.onDelete(message)}>
              {t("delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
