import type { Message } from "@veche/collab-domain/messages";
import { toPreviewText } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { Dialog, IconAction, PlainList, Time } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useReadable } from "../context/index.ts";
import { PersonName } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { usePinActs } from "./pin-acts.ts";
import { pinTexts } from "./pin-texts.ts";
import classes from "./pins.module.css";

interface PinsProps {
  readonly timeline: Timeline;
  readonly canPin: boolean;
  readonly onJump: (seq: number) => void;
}

/** What was pinned last, above the thread; nothing where nothing is pinned. */
export function PinBar(props: PinsProps): ReactNode {
  const t = useText(pinTexts);
  const pinned = useReadable(props.timeline.pinned);
  const [isListed, setListed] = useState(false);
  const [last] = pinned;
  if (!last) return null;
  const listLabel = t("showAll", { count: pinned.length });
  return (
    <div className={classes.bar} role="region" aria-label={t("pinnedMessages")}>
      <button type="button" className={classes.last} onClick={() => props.onJump(last.seq)}>
        <IconPin size={16} stroke={1.75} aria-hidden />
        <PinText message={last} />
      </button>
      {pinned.length > 1 && (
        <button type="button" className={classes.count} aria-label={listLabel} title={listLabel} onClick={() => setListed(true)}>
          {pinned.length}
        </button>
      )}
      {pinned.length === 1 && props.canPin && <UnpinButton message={last} timeline={props.timeline} />}
      {isListed && <PinList {...props} pinned={pinned} onClose={() => setListed(false)} />}
    </div>
  );
}

interface PinListProps extends PinsProps {
  readonly pinned: readonly Message[];
  readonly onClose: () => void;
}

function PinList({ pinned, timeline, canPin, onJump, onClose }: PinListProps): ReactNode {
  const t = useText(pinTexts);
  return (
    <Dialog title={t("pinnedMessages")} onClose={onClose}>
      <PlainList>
        {pinned.map((message) => (
          <li key={message.id} className={classes.item}>
            <button
              type="button"
              className={classes.jump}
              onClick={() => {
                onClose();
                onJump(message.seq);
              }}
            >
              <PinText message={message} />
              <Time at={message.createdAt} form="short" className={classes.time} />
            </button>
            {canPin && <UnpinButton message={message} timeline={timeline} />}
          </li>
        ))}
      </PlainList>
    </Dialog>
  );
}

function PinText({ message }: { readonly message: Message }): ReactNode {
  return (
    <span className={classes.text}>
      <b>
        <PersonName userId={message.authorId} />
      </b>{" "}
      {useShort(message)}
    </span>
  );
}

function UnpinButton({ message, timeline }: { readonly message: Message; readonly timeline: Timeline }): ReactNode {
  const t = useText(pinTexts);
  const { unpin } = usePinActs(timeline);
  const text = useShort(message);
  return (
    <IconAction label={t("unpinOne", { text })} onClick={() => unpin(message.seq)}>
      <IconPinnedOff size={18} stroke={1.75} />
    </IconAction>
  );
}

function useShort(message: Message): string {
  const t = useText(texts);
  return toPreviewText(message.text) || message.attachments[0]?.name || t("file");
}
