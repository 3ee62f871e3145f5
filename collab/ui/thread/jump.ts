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
const settleMs = 150;

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
  const show = useCallback(
    (seq: number | null): boolean => {
      const index = present.current.findIndex((row) => row.type === "message" && row.message.seq === seq);
      if (index < 0) return false;
      onLeave();
      list.current?.scrollToIndex({ index, align: "center" });
      return true;
    },
    [list, onLeave],
  );
  const scroll = useCallback((): boolean => {
    const seq = wanted.current;
    if (!show(seq)) return false;
    wanted.current = null;
    // a list that has just come goes to its own first place, and rows get their heights only when they are drawn
    setTimeout(() => wanted.current === null && show(seq), settleMs);
    return true;
  }, [show]);
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
