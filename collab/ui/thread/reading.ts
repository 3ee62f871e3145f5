import type { Timeline } from "@veche/collab-sdk/browser";
import { useCallback, useEffect, useRef } from "react";
import type { ListRange } from "react-virtuoso";
import type { ThreadRow } from "../view/index.ts";

/** Moves my read mark to what was really seen: on the screen, in a visible window that has the focus. */
export function useReading(timeline: Timeline, rows: readonly ThreadRow[], firstIndex: number): (range: ListRange) => void {
  const seen = useRef({ rows, firstIndex, endIndex: -1 });
  const mark = useCallback(() => {
    const { rows, firstIndex, endIndex } = seen.current;
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    const last = rows.slice(0, endIndex - firstIndex + 1).findLast((row) => row.type === "message" || row.type === "note");
    if (last && (last.type === "message" || last.type === "note")) timeline.markRead(last.message.seq);
  }, [timeline]);
  useEffect(() => {
    seen.current.rows = rows;
    seen.current.firstIndex = firstIndex;
    mark();
  }, [rows, firstIndex, mark]);
  useEffect(() => {
    globalThis.addEventListener("focus", mark);
    document.addEventListener("visibilitychange", mark);
    return () => {
      globalThis.removeEventListener("focus", mark);
      document.removeEventListener("visibilitychange", mark);
    };
  }, [mark]);
  return useCallback(
    ({ endIndex }) => {
      seen.current.endIndex = endIndex;
      mark();
    },
    [mark],
  );
}
