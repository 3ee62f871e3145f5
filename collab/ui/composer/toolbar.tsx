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
  IconTypography,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useId, useRef, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { EmojiPicker } from "../thread/index.ts";
import classes from "./composer.module.css";
import { useSendKey } from "./send-key.ts";
import type { FormatName } from "./field.ts";

const icons: Readonly<Record<FormatName, typeof IconBold>> = {
  bold: IconBold,
  italic: IconItalic,
  strike: IconStrikethrough,
  link: IconLink,
  bullets: IconList,
  numbers: IconListNumbers,
  quote: IconBlockquote,
  code: IconCode,
};
const formatNames = Object.keys(icons) as FormatName[];

interface ToolbarProps {
  readonly isEditing: boolean;
  readonly canSend: boolean;
  readonly overCount: number;
  /** what the caret stands in */
  readonly formats: ReadonlySet<FormatName>;
  readonly onFormat: (name: FormatName) => void;
  readonly onInsert: (text: string) => void;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onSend: () => void;
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** The buttons of formats: in one row with the others where there is room, else above them when asked for. */
function Formats({
  id,
  isOpen,
  formats,
  onFormat,
}: Pick<ToolbarProps, "formats" | "onFormat"> & { id: string; isOpen: boolean }): ReactNode {
  const t = useText(texts);
  return (
    <div id={id} className={classes.tools} data-open={isOpen || undefined} role="group" aria-label={t("formats")}>
      <span className={classes.divider} />
      {formatNames.map((name) => {
        const Icon = icons[name];
        return (
          <IconAction
            key={name}
            size="sm"
            label={t(name)}
            isActive={formats.has(name)}
            onMouseDown={keepFocus}
            onClick={() => onFormat(name)}
          >
            <Icon size={18} stroke={1.75} />
          </IconAction>
        );
      })}
      <span className={classes.divider} />
    </div>
  );
}

/** Under the text: files, formats, mentions, emoji, and sending. */
export function Toolbar({ isEditing, canSend, overCount, formats, onFormat, onInsert, onFiles, onSend }: ToolbarProps): ReactNode {
  const t = useText(texts);
  const input = useRef<HTMLInputElement>(null);
  const formatsId = useId();
  const [hasFormats, setHasFormats] = useState(false);
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
      <Formats id={formatsId} isOpen={hasFormats} formats={formats} onFormat={onFormat} />
      <IconAction
        className={classes.toFormats}
        size="sm"
        label={t("formats")}
        aria-expanded={hasFormats}
        aria-controls={formatsId}
        onMouseDown={keepFocus}
        onClick={() => setHasFormats(!hasFormats)}
      >
        <IconTypography size={18} stroke={1.75} />
      </IconAction>
      <IconAction size="sm" label={t("mention")} onMouseDown={keepFocus} onClick={() => onInsert("@")}>
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
            className={classes.sendKey}
            aria-label={t("sendKey")}
            title={t("sendKey")}
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
