import { Button } from "@mantine/core";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import type { Draft, Timeline } from "@veche/collab-sdk/browser";
import { IconArrowDown, IconMessages } from "@tabler/icons-react";
import { useFormat, useText } from "@veche/web/i18n";
import { EmptyState, ErrorState, RowsSkeleton } from "@veche/web/parts";
import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Virtuoso } from "react-virtuoso";
import type { VirtuosoHandle } from "react-virtuoso";
import { useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { layOutMessages } from "../view/index.ts";
import type { ThreadRow } from "../view/index.ts";
import { Anchor } from "./anchor.ts";
import type { MessageActs } from "./message-acts.ts";
import { MessageView } from "./message.tsx";
import { NoteView } from "./note.tsx";
import { PendingView } from "./pending.tsx";
import { useJump } from "./jump.ts";
import { PinBar } from "./pin-bar.tsx";
import { useReading } from "./reading.ts";
import { useStickToEnd } from "./stick.ts";
import { handleThreadKeys } from "./thread-keys.ts";
import classes from "./thread.module.css";

interface ThreadProps {
  readonly head: ConversationHead;
  readonly timeline: Timeline;
  /** opens at this message */
  readonly atSeq: number | null;
  readonly acts: Omit<MessageActs, "onJump">;
  /** places of those being chosen; null: nothing is being chosen */
  readonly chosen: ReadonlyMap<number, Message> | null;
  readonly onDiscarded: (draft: Draft) => void;
}

/** The messages of a conversation, newest below. */
export function Thread({ head, timeline, atSeq, acts, chosen, onDiscarded }: ThreadProps): ReactNode {
  const t = useText(texts);
  const format = useFormat();
  const state = useReadable(timeline.state);
  const [isAtEnd, setAtEnd] = useState(true);
  const list = useRef<VirtuosoHandle>(null);
  const [anchor] = useState(() => new Anchor());
  const rows = useMemo(() => layOutMessages(state.messages, state.newFromSeq, format.dayKey), [state.messages, state.newFromSeq, format]);
  const firstIndex = anchor.place(rows);
  const handleRange = useReading(timeline, rows, firstIndex);
  const end = useStickToEnd(!state.hasAfter);
  const { jump, highlighted } = useJump(timeline, rows, list, atSeq, end.release);
  const allActs = useMemo(() => ({ ...acts, onJump: jump }), [acts, jump]);
  const toEnd = async (): Promise<void> => {
    await timeline.jumpToEnd();
    list.current?.scrollToIndex({ index: "LAST", align: "end" });
  };
  const pendingCount = state.pending.length;
  useEffect(() => {
    if (pendingCount > 0) list.current?.scrollToIndex({ index: "LAST", align: "end" });
  }, [pendingCount]);

  if (state.status === "loading" && rows.length === 0)
    return (
      <Frame>
        <RowsSkeleton count={8} height={56} hasPicture />
      </Frame>
    );
  if (state.status === "failed" || state.status === "gone")
    return (
      <Frame>
        <ErrorState error={state.error} onRetry={() => void timeline.reload()} />
      </Frame>
    );
  if (rows.length === 0 && pendingCount === 0) {
    return (
      <Frame>
        <EmptyState icon={<IconMessages size={20} stroke={1.75} />} title={t("startTitle")} text={t("startText")} />
      </Frame>
    );
  }
  const drawRow = (_: number, row: ThreadRow): ReactNode => {
    if (row.type === "day") return <div className={classes.day}>{format.day(row.at)}</div>;
    if (row.type === "new") return <div className={classes.new}>{t("newMessages")}</div>;
    if (row.type === "note") return row.message.note && <NoteView message={row.message} note={row.message.note} onJump={jump} />;
    return (
      <MessageView
        message={row.message}
        timeline={timeline}
        isFirst={row.isFirst}
        isHighlighted={row.message.seq === highlighted}
        isChosen={chosen && chosen.has(row.message.seq)}
        acts={allActs}
      />
    );
  };
  const ends = { toStart: () => list.current?.scrollToIndex({ index: 0, align: "start" }), toEnd: () => void toEnd() };
  return (
    <Frame onKeyDown={(event) => handleThreadKeys(event, ends)}>
      <PinBar timeline={timeline} canPin={acts.canPin} onJump={jump} />
      <Virtuoso
        ref={list}
        scrollerRef={end.watch}
        className={classes.scroller}
        role="log"
        aria-label={t("thread")}
        aria-live="polite"
        data={rows}
        firstItemIndex={firstIndex}
        initialTopMostItemIndex={{ index: "LAST", align: "end" }}
        alignToBottom
        computeItemKey={(_, row) => row.key}
        followOutput={(isAtBottom) => (isAtBottom && !state.hasAfter ? "auto" : false)}
        atBottomThreshold={80}
        atBottomStateChange={setAtEnd}
        rangeChanged={handleRange}
        startReached={() => state.hasBefore && void timeline.loadBefore()}
        endReached={() => state.hasAfter && void timeline.loadAfter()}
        itemContent={drawRow}
        components={{ Header: Space }}
      />
      {state.pending.map((pending) => (
        <PendingView key={pending.id} pending={pending} timeline={timeline} onDiscarded={onDiscarded} />
      ))}
      {(!isAtEnd || state.hasAfter) && (
        <Button
          className={classes.latest}
          variant="default"
          leftSection={<IconArrowDown size={16} stroke={1.75} />}
          onClick={() => void toEnd()}
        >
          {head.my.unreadCount > 0 ? t("unreadCount", { count: head.my.unreadCount }) : t("toLatest")}
        </Button>
      )}
    </Frame>
  );
}

function Space(): ReactNode {
  return <div className={classes.space} />;
}

interface FrameProps {
  readonly children: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

function Frame({ children, onKeyDown }: FrameProps): ReactNode {
  return (
    <div className={classes.feed} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
