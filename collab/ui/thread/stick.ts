import { useCallback, useEffect, useRef } from "react";

interface StickToEnd {
  /** the element that scrolls */
  readonly watch: (scroller: HTMLElement | Window | null) => void;
  /** the content changed its height */
  readonly stick: () => void;
  /** one goes elsewhere: rows that are drawn on the way must not bring him back */
  readonly release: () => void;
}

const releaseMs = 500;

/** Who reads the newest messages keeps seeing them when the thread gets less room or its last message grows. */
export function useStickToEnd(isAtEnd: boolean): StickToEnd {
  const isSticking = useRef(isAtEnd);
  const isPresentlyAtEnd = useRef(isAtEnd);
  const scroller = useRef<HTMLElement | null>(null);
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => {
    isSticking.current = isAtEnd;
    isPresentlyAtEnd.current = isAtEnd;
  }, [isAtEnd]);
  const release = useCallback(() => {
    isSticking.current = false;
    setTimeout(() => {
      isSticking.current = isPresentlyAtEnd.current;
    }, releaseMs);
  }, []);
  const stick = useCallback(() => {
    requestAnimationFrame(() => {
      if (isSticking.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
    });
  }, []);
  const watch = useCallback(
    (element: HTMLElement | Window | null) => {
      observer.current?.disconnect();
      scroller.current = element instanceof HTMLElement ? element : null;
      if (!scroller.current) return;
      observer.current = new ResizeObserver(stick);
      observer.current.observe(scroller.current);
    },
    [stick],
  );
  return { watch, stick, release };
}
