import type { Timeline } from "@veche/collab-sdk/browser";
import { useCallback, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import type { ThreadRow } from "../view/index.ts";

interface Jump {
  /** shows a message, loading what is round it when needed */
  readonly jump: (seq: number) => void;
  /** the message just jumped to */
  readonly highlighted: number | null;
}

const highlightMs = 2_500;

/** Goes to messages by their place. @param atSeq where to go at once @param onLeave called before */
export function useJump(
  timeline: Timeline,
  rows: readonly ThreadRow[],
  list: RefObject<VirtuosoHandle | null>,
  atSeq: number | null,
  onLeave: () => void,
): Jump {
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const present = useRef(rows);
  const wanted = useRef<number | null>(null);
  const scroll = useCallback((): boolean => {
    const index = present.current.findIndex((row) => row.type === "message" && row.message.seq === wanted.current);
    if (index < 0) return false;
    onLeave();
    list.current?.scrollToIndex({ index, align: "center" });
    wanted.current = null;
    return true;
  }, [list, onLeave]);
  const jump = useCallback(
    (seq: number) => {
      wanted.current = seq;
      setHighlighted(seq);
      setTimeout(() => setHighlighted((now) => (now === seq ? null : now)), highlightMs);
      if (!scroll()) void timeline.jumpTo(seq);
    },
    [timeline, scroll],
  );
  useEffect(() => {
    present.current = rows;
    if (wanted.current !== null) scroll();
  }, [rows, scroll]);
  useEffect(() => {
    if (atSeq === null) return undefined;
    const timer = setTimeout(() => jump(atSeq));
    return () => clearTimeout(timer);
  }, [atSeq, jump]);
  return { jump, highlighted };
}
