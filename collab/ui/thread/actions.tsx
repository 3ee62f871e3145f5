import { Menu } from "@mantine/core";
import { IconDots, IconMoodPlus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { useMessageActs } from "./message-acts.ts";
import type { MessageActsProps } from "./message-acts.ts";
import classes from "./message.module.css";

interface ActionsProps extends MessageActsProps {
  /** hears when a choice opens and closes: it stands elsewhere in the page, and goes with these buttons */
  readonly onOpened: (isOpened: boolean) => void;
}

/** What one does with a message; stands above its first line. */
export function Actions({ onOpened, ...props }: ActionsProps): ReactNode {
  const t = useText(texts);
  const { message, timeline } = props;
  const acts = useMessageActs(props);
  return (
    <div className={classes.actions}>
      <EmojiPicker onOpened={onOpened} onPick={(emoji) => void timeline.react(message.seq, emoji).catch(tellError)}>
        {(open) => (
          <IconAction size="sm" label={t("react")} onClick={open}>
            <IconMoodPlus size={18} stroke={1.75} />
          </IconAction>
        )}
      </EmojiPicker>
      {acts
        .filter(({ isFrequent }) => isFrequent)
        .map(({ label, Icon, run }) => (
          <IconAction key={label} size="sm" label={label} onClick={run}>
            <Icon size={18} stroke={1.75} />
          </IconAction>
        ))}
      <Menu position="bottom-end" onChange={onOpened}>
        <Menu.Target>
          <IconAction size="sm" label={t("more")}>
            <IconDots size={18} stroke={1.75} />
          </IconAction>
        </Menu.Target>
        <Menu.Dropdown>
          {acts
            .filter(({ isFrequent }) => !isFrequent)
            .map(({ label, Icon, isDestructive, run }) => (
              <Menu.Item key={label} {...(isDestructive && { color: "red" })} leftSection={<Icon size={16} stroke={1.75} />} onClick={run}>
                {label}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
