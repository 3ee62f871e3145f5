import { Button } from "@mantine/core";
import type { Draft, PendingMessage, Timeline } from "@veche/collab-sdk/browser";
import { IconAlertCircle, IconClock } from "@tabler/icons-react";
import { useErrorText, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useMyId } from "../context/index.ts";
import { PersonName, PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { Attachments } from "./attachments.tsx";
import classes from "./message.module.css";
import { MessageText } from "./text.tsx";

interface PendingViewProps {
  readonly pending: PendingMessage;
  readonly timeline: Timeline;
  /** gets what was written back */
  readonly onDiscarded: (draft: Draft) => void;
}

/** A message of mine that is not on the server yet. */
export function PendingView({ pending, timeline, onDiscarded }: PendingViewProps): ReactNode {
  const t = useText(texts);
  const describe = useErrorText();
  const myId = useMyId();
  const isFailed = pending.state === "failed";
  const discard = (): void => {
    const draft = timeline.discard(pending.id);
    if (draft) onDiscarded(draft);
  };
  return (
    <article className={classes.message}>
      <PersonPicture userId={myId} />
      <div>
        <div className={classes.head}>
          <span className={classes.author}>
            <PersonName userId={myId} />
          </span>
        </div>
        <div className={classes.pending}>
          <MessageText text={pending.text} />
          <Attachments attachments={pending.attachments ?? []} />
        </div>
        <div className={classes.state} data-failed={isFailed || undefined}>
          {isFailed ? <IconAlertCircle size={14} stroke={1.75} /> : <IconClock size={14} stroke={1.75} />}
          {isFailed ? `${t("failed")}. ${describe(pending.error)}` : t(pending.state === "waiting" ? "waiting" : "sending")}
          {isFailed && (
            <>
              <Button size="xs" variant="subtle" onClick={() => timeline.retry(pending.id)}>
                {t("retry")}
              </Button>
              <Button size="xs" variant="subtle" color="red" onClick={discard}>
                {t("discard")}
              </Button>
            </>
          )}
        </div>
      </div>
    </article>
  );
}
