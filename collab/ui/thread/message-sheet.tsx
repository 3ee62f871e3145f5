import { Drawer } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { emojis } from "./emoji.ts";
import { useMessageActs } from "./message-acts.ts";
import type { MessageActsProps } from "./message-acts.ts";
import classes from "./message-sheet.module.css";

/** What a finger held on a message gets: reactions and all that can be done with it, from below. */
export function MessageSheet({ onClose, ...props }: MessageActsProps & { readonly onClose: () => void }): ReactNode {
  const t = useText(texts);
  const { message, timeline } = props;
  const acts = useMessageActs(props);
  const react = (emoji: string): void => {
    onClose();
    timeline.react(message.seq, emoji).catch(tellError);
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      withCloseButton={false}
      title={t("messageMenu")}
      classNames={{ inner: classes.inner!, content: classes.sheet!, header: classes.header! }}
    >
      <div className={classes.emojis} role="group" aria-label={t("react")}>
        {emojis.map(([sign]) => (
          <button key={sign} type="button" className={classes.emoji} onClick={() => react(sign)}>
            {sign}
          </button>
        ))}
      </div>
      {acts.map(({ label, Icon, isDestructive, run }) => (
        <button
          key={label}
          type="button"
          className={classes.act}
          data-destructive={isDestructive || undefined}
          onClick={() => {
            onClose();
            run();
          }}
        >
          <Icon size={20} stroke={1.75} />
          {label}
        </button>
      ))}
    </Drawer>
  );
}
