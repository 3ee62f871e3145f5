import { Tooltip } from "@mantine/core";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useMyId, useNames } from "../context/index.ts";
import classes from "./message.module.css";

type Reaction = Message["reactions"][number];

function ReactionButton({
  reaction,
  message,
  timeline,
}: {
  readonly reaction: Reaction;
  readonly message: Message;
  readonly timeline: Timeline;
}): ReactNode {
  const myId = useMyId();
  const names = useNames(reaction.userIds).join(", ");
  const isMine = myId !== null && reaction.userIds.includes(myId);
  const toggle = (): void => {
    const act = isMine ? timeline.unreact(message.seq, reaction.emoji) : timeline.react(message.seq, reaction.emoji);
    act.catch(tellError);
  };
  return (
    <Tooltip label={names} disabled={names === ""} multiline maw={280}>
      <button
        type="button"
        className={classes.reaction}
        aria-pressed={isMine}
        aria-label={`${reaction.emoji} ${reaction.count}: ${names}`}
        onClick={toggle}
      >
        {reaction.emoji} {reaction.count}
      </button>
    </Tooltip>
  );
}

/** Reactions of a message; a click adds mine or takes it back. */
export function Reactions({ message, timeline }: { readonly message: Message; readonly timeline: Timeline }): ReactNode {
  if (message.reactions.length === 0) return null;
  return (
    <div className={classes.reactions}>
      {message.reactions.map((reaction) => (
        <ReactionButton key={reaction.emoji} reaction={reaction} message={message} timeline={timeline} />
      ))}
    </div>
  );
}
