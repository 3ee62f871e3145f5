import { useCallback, useEffect, useRef } from "react";
import type { RefObject } from "react";
import type { VirtuosoHandle } from "react-virtuoso";

interface StickToEnd {
  /** the element that scrolls */
  readonly watch: (scroller: HTMLElement | Window | null) => void;
  /** the content changed its height */
  readonly stick: () => void;
}

/** Who reads the newest messages keeps seeing them when the thread gets less room or its last message grows. */
export function useStickToEnd(list: RefObject<VirtuosoHandle | null>, isAtEnd: boolean): StickToEnd {
  const isSticking = useRef(isAtEnd);
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => {
    isSticking.current = isAtEnd;
  }, [isAtEnd]);
  const stick = useCallback(() => {
    if (isSticking.current) list.current?.scrollToIndex({ index: "LAST", align: "end" });
  }, [list]);
  const watch = useCallback(
    (scroller: HTMLElement | Window | null) => {
      observer.current?.disconnect();
      if (!(scroller instanceof HTMLElement)) return;
      observer.current = new ResizeObserver(stick);
      observer.current.observe(scroller);
    },
    [stick],
  );
  return { watch, stick };
}
