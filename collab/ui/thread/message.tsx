import { Checkbox } from "@mantine/core";
import { IconPin } from "@tabler/icons-react";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { useText } from "@veche/web/i18n";
import { Time } from "@veche/web/parts";
import { memo, useState } from "react";
import type { FocusEvent, ReactNode } from "react";
import { useCollab, useReadable, useUser } from "../context/index.ts";
import { PersonName, PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import { Actions } from "./actions.tsx";
import { Attachments } from "./attachments.tsx";
import { EditedMark } from "./edited.tsx";
import { ForwardedFrom } from "./forwarded.tsx";
import type { MessageActs } from "./message-acts.ts";
import { MessageSheet } from "./message-sheet.tsx";
import classes from "./message.module.css";
import { Reactions } from "./reactions.tsx";
import { RecordCards } from "./record-cards.tsx";
import { pinTexts } from "./pin-texts.ts";
import pinClasses from "./pins.module.css";
import { MessageText } from "./text.tsx";
import { threadTexts } from "./texts.ts";
import { useLongPress } from "../view/index.ts";

function Quote({ message, onJump }: { readonly message: Message; readonly onJump: (seq: number) => void }): ReactNode {
  const t = useText(texts);
  const { replyTo } = message;
  if (!replyTo) return null;
  return (
    <button type="button" className={classes.quote} onClick={() => onJump(replyTo.seq)}>
      <b>
        <PersonName userId={replyTo.authorId} />
      </b>
      <span>{replyTo.isDeleted ? t("deletedMessage") : replyTo.text || t("file")}</span>
    </button>
  );
}

function Head({ message }: { readonly message: Message }): ReactNode {
  const author = useUser(message.authorId);
  return (
    <div className={classes.head}>
      <span className={classes.author}>{author?.fullName}</span>
      {author?.position && <span className={classes.role}>{author.position}</span>}
      <Time at={message.createdAt} form="clock" className={classes.time} />
    </div>
  );
}

interface MessageViewProps {
  readonly message: Message;
  readonly timeline: Timeline;
  readonly isFirst: boolean;
  readonly isHighlighted: boolean;
  /** null while nothing is being chosen */
  readonly isChosen: boolean | null;
  readonly acts: MessageActs;
}

/** One message of a thread. */
export const MessageView = memo(function MessageView({
  message,
  timeline,
  isFirst,
  isHighlighted,
  isChosen,
  acts,
}: MessageViewProps): ReactNode {
  const t = useText(texts);
  const me = useReadable(useCollab().me);
  const [isActive, setActive] = useState(false);
  const [hasOpened, setOpened] = useState(false);
  const isMine = message.authorId === me?.user.id;
  const isDeleted = message.deletedAt !== null;
  const [isHeld, setHeld] = useState(false);
  const longPress = useLongPress(() => setHeld(!isDeleted));
  const concernsMe = !isMine && !isDeleted && me !== null && message.mentions.some((mention) => isOf(mention, me.user.id, me.groupIds));
  return (
    <article
      className={classes.message}
      data-seq={message.seq}
      data-next={!isFirst || undefined}
      data-concerns={concernsMe || undefined}
      data-highlighted={isHighlighted || undefined}
      data-chosen={isChosen || undefined}
      onPointerEnter={(event) => event.pointerType === "mouse" && setActive(true)}
      onPointerLeave={(event) => !event.currentTarget.contains(document.activeElement) && setActive(false)}
      onFocus={(event) => !isHeld && !isTouched(event) && setActive(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget) && !currentTarget.matches(":hover")) setActive(false);
      }}
      tabIndex={-1}
      {...longPress}
    >
      {isFirst ? <PersonPicture userId={message.authorId} /> : <Gutter message={message} isShown={isActive || concernsMe} />}
      <div>
        {isFirst && <Head message={message} />}
        <Quote message={message} onJump={acts.onJump} />
        {isDeleted ? <p className={classes.deleted}>{t("deletedMessage")}</p> : <Content message={message} onJump={acts.onJump} />}
        {message.editedAt !== null && !isDeleted && <EditedMark message={message} />}
        {message.pin !== null && <PinMark />}
        <Reactions message={message} timeline={timeline} />
      </div>
      {isChosen !== null && !isDeleted && <Choice isChosen={isChosen} onToggle={() => acts.onChoose(message)} />}
      {(isActive || hasOpened) && !isDeleted && isChosen === null && (
        <Actions message={message} timeline={timeline} isMine={isMine} onOpened={setOpened} {...acts} />
      )}
      {isHeld && <MessageSheet message={message} timeline={timeline} isMine={isMine} {...acts} onClose={() => setHeld(false)} />}
    </article>
  );
});

/** The words and files of a message: its own, or those it passes on. */
function Content({ message, onJump }: { readonly message: Message; readonly onJump: (seq: number) => void }): ReactNode {
  const { text, attachments, forwardedFrom } = message;
  return (
    <>
      {forwardedFrom && <ForwardedFrom message={message} origin={forwardedFrom} onJump={onJump} />}
      <div className={classes.words} data-forwarded={forwardedFrom !== null || undefined}>
        {text !== "" && <MessageText text={text} />}
        {text !== "" && <RecordCards text={text} />}
        <Attachments attachments={attachments} />
      </div>
    </>
  );
}

function PinMark(): ReactNode {
  const t = useText(pinTexts);
  return (
    <span className={pinClasses.mark}>
      <IconPin size={12} stroke={1.75} aria-hidden />
      {t("pinned")}
    </span>
  );
}

function Choice({ isChosen, onToggle }: { readonly isChosen: boolean; readonly onToggle: () => void }): ReactNode {
  const t = useText(threadTexts);
  return <Checkbox className={classes.choice} aria-label={t("chooseMessage")} checked={isChosen} onChange={onToggle} />;
}

/** A finger or a mouse put the focus into the message; keys, and layers opened from it, show what can be done with it. */
function isTouched({ target, currentTarget }: FocusEvent<HTMLElement>): boolean {
  return currentTarget.contains(target) && !target.matches(":focus-visible");
}

function Gutter({ message, isShown }: { readonly message: Message; readonly isShown: boolean }): ReactNode {
  return isShown ? <Time at={message.createdAt} form="clock" className={classes.gutter} /> : <span />;
}

function isOf(mention: Message["mentions"][number], myId: string, groupIds: readonly string[]): boolean {
  if (mention.kind === "everybody") return true;
  return mention.kind === "user" ? mention.userId === myId : groupIds.includes(mention.groupId);
}
