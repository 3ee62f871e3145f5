import { useCallback, useEffect, useRef } from "react";

interface StickToEnd {
  /** the element that scrolls */
  readonly watch: (scroller: HTMLElement | Window | null) => void;
  /** one goes elsewhere: rows that are drawn on the way must not bring him back */
  readonly release: () => void;
}

const releaseMs = 500;
/** so long what moves is moved by the hand that was there */
const handHoldsMs = 1_000;
/** so near to the end one still reads the newest */
const nearPixels = 80;

/**
 * Who reads the newest messages keeps seeing them when the thread gets less room, a row turns out taller or the last message grows.
 * Only his own hand takes him away: what is drawn also moves the end, and is no wish of his.
 * @param isNewest nothing newer is left to be loaded
 */
export function useStickToEnd(isNewest: boolean): StickToEnd {
  const isSticking = useRef(true);
  const isWanted = useRef(isNewest);
  const scroller = useRef<HTMLElement | null>(null);
  const end = useRef<AbortController | null>(null);
  useEffect(() => {
    isWanted.current = isNewest;
  }, [isNewest]);
  const stick = useCallback(() => {
    requestAnimationFrame(() => {
      if (isSticking.current && isWanted.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
    });
  }, []);
  const release = useCallback(() => {
    isSticking.current = false;
    setTimeout(() => {
      isSticking.current = scroller.current !== null && isNearEnd(scroller.current);
    }, releaseMs);
  }, []);
  const watch = useCallback(
    (element: HTMLElement | Window | null) => {
      end.current?.abort();
      scroller.current = element instanceof HTMLElement ? element : null;
      if (!scroller.current) return;
      end.current = new AbortController();
      observe(scroller.current, end.current.signal, { stick, onMoved: (isAtEnd) => (isSticking.current = isAtEnd) });
    },
    [stick],
  );
  return { watch, release };
}

interface Moves {
  readonly stick: () => void;
  /** the reader himself went somewhere */
  readonly onMoved: (isAtEnd: boolean) => void;
}

function observe(scroller: HTMLElement, signal: AbortSignal, { stick, onMoved }: Moves): void {
  const observer = new ResizeObserver(stick);
  observer.observe(scroller);
  // the list's own signal of a new height comes before the height itself; rows that are not drawn stand in its padding
  const rows = scroller.querySelector("[data-testid=virtuoso-item-list]");
  if (rows) observer.observe(rows, { box: "border-box" });
  signal.addEventListener("abort", () => observer.disconnect());
  let handMs = -Infinity;
  const take = (): void => void (handMs = performance.now());
  for (const name of ["wheel", "touchmove", "keydown"] as const) scroller.addEventListener(name, take, { signal, passive: true });
  // a press on the element itself is one on its scroll bar
  scroller.addEventListener("pointerdown", ({ target }) => target === scroller && take(), { signal });
  scroller.addEventListener(
    "scroll",
    () => {
      if (isNearEnd(scroller)) onMoved(true);
      else if (performance.now() - handMs < handHoldsMs) onMoved(false);
    },
    { signal, passive: true },
  );
}

function isNearEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= nearPixels;
}
