import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconAt,
  IconBlockquote,
  IconBold,
  IconCheck,
  IconChevronDown,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconMoodSmile,
  IconPlus,
  IconSend,
  IconStrikethrough,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useRef } from "react";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { EmojiPicker } from "../thread/index.ts";
import classes from "./composer.module.css";
import { useSendKey } from "./drafts.ts";
import { linkSelection, prefixLines, wrapSelection } from "./formatting.ts";
import type { Edited } from "./formatting.ts";

const formats = [
  ["bold", IconBold, (edited: Edited) => wrapSelection(edited, "**")],
  ["italic", IconItalic, (edited: Edited) => wrapSelection(edited, "*")],
  ["strike", IconStrikethrough, (edited: Edited) => wrapSelection(edited, "~~")],
  ["link", IconLink, linkSelection],
  ["bullets", IconList, (edited: Edited) => prefixLines(edited, () => "- ")],
  ["numbers", IconListNumbers, (edited: Edited) => prefixLines(edited, (index) => `${index + 1}. `)],
  ["quote", IconBlockquote, (edited: Edited) => prefixLines(edited, () => "> ")],
  [
    "code",
    IconCode,
    (edited: Edited) => wrapSelection(edited, edited.text.slice(edited.start, edited.end).includes("\n") ? "\n```\n" : "`"),
  ],
] as const;

interface ToolbarProps {
  readonly isEditing: boolean;
  readonly canSend: boolean;
  readonly overCount: number;
  readonly onFormat: (change: (edited: Edited) => Edited) => void;
  readonly onInsert: (text: string) => void;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onSend: () => void;
}

/** Under the text: files, formats, mentions, emoji, and sending. */
export function Toolbar({ isEditing, canSend, overCount, onFormat, onInsert, onFiles, onSend }: ToolbarProps): ReactNode {
  const t = useText(texts);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.bar}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("attach")}
        onChange={(event) => {
          onFiles(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
        }}
      />
      {!isEditing && (
        <IconAction size="sm" label={t("attach")} onClick={() => input.current?.click()}>
          <IconPlus size={18} stroke={1.75} />
        </IconAction>
      )}
      <div className={classes.tools}>
        <span className={classes.divider} />
        {formats.map(([name, Icon, change]) => (
          <IconAction key={name} size="sm" label={t(name)} onMouseDown={(event) => event.preventDefault()} onClick={() => onFormat(change)}>
            <Icon size={18} stroke={1.75} />
          </IconAction>
        ))}
        <span className={classes.divider} />
      </div>
      <IconAction size="sm" label={t("mention")} onMouseDown={(event) => event.preventDefault()} onClick={() => onInsert("@")}>
        <IconAt size={18} stroke={1.75} />
      </IconAction>
      <EmojiPicker onPick={onInsert}>
        {(open) => (
          <IconAction size="sm" label={t("emoji")} onClick={open}>
            <IconMoodSmile size={18} stroke={1.75} />
          </IconAction>
        )}
      </EmojiPicker>
      <div className={classes.send}>
        {overCount > 0 && (
          <span className={classes.over} role="alert">
            {t("overLimit", { count: overCount })}
          </span>
        )}
        <SendButton isEditing={isEditing} canSend={canSend} onSend={onSend} />
      </div>
    </div>
  );
}

function SendButton({ isEditing, canSend, onSend }: Pick<ToolbarProps, "isEditing" | "canSend" | "onSend">): ReactNode {
  const t = useText(texts);
  const [sendKey, setSendKey] = useSendKey();
  const mark = (key: string): ReactNode =>
    key === sendKey ? <IconCheck size={16} stroke={1.75} /> : <span style={{ display: "block", width: 16 }} />;
  if (isEditing) {
    return (
      <Button size="xs" disabled={!canSend} onClick={onSend}>
        {t("save")}
      </Button>
    );
  }
  return (
    <Button.Group>
      <Button size="xs" aria-label={t("send")} title={t("send")} disabled={!canSend} onClick={onSend}>
        <IconSend size={16} stroke={1.75} />
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon
            size="sm"
            variant={canSend ? "filled" : "default"}
            aria-label={t("sendKey")}
            title={t("sendKey")}
            style={{ borderStartStartRadius: 0, borderEndStartRadius: 0, width: 22 }}
          >
            <IconChevronDown size={14} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={mark("enter")} onClick={() => setSendKey("enter")}>
            {t("sendByEnter")}
          </Menu.Item>
          <Menu.Item leftSection={mark("ctrlEnter")} onClick={() => setSendKey("ctrlEnter")}>
            {t("sendByCtrlEnter")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
