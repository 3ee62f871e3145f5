import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { tabKeyOf, tabs } from "../places/index.ts";

/** @returns what a key asks for, by its place on the board: Russian and English layouts are the same; «?» stands elsewhere in each */
export function parseKey(
  event: Pick<KeyboardEvent, "code" | "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">,
): "search" | "close" | "keys" | number | null {
  if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey) return "keys";
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") return "search";
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (event.code === "KeyW") return "close";
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** @returns whether what is typed here is text */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]:not([contenteditable=false])") !== null
  );
}

interface Keys {
  readonly onSearch: () => void;
  readonly onKeys: () => void;
  readonly isConnected: boolean;
}

/** Ctrl+K searches, Alt+W closes the tab, Alt+1 … Alt+9 go to home, discussions and the opened tabs in their order, «?» tells the keys. */
export function useKeys({ onSearch, onKeys, isConnected }: Keys): void {
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const wish = parseKey(event);
    if (wish === null || (wish === "keys" && isWriting(event.target))) return;
    if (wish === "search") onSearch();
    else if (wish === "keys") onKeys();
    else if (wish === "close") {
      const key = tabKeyOf(pathname);
      if (key === null) return;
      void navigate({ href: tabs.close(key) });
    } else {
      const paths = ["/", ...(isConnected ? ["/discussions"] : []), ...tabs.getSnapshot().map(({ path }) => path)];
      const path = paths[wish - 1];
      if (path === undefined) return;
      void navigate({ href: path });
    }
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => handle(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
