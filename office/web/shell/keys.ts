import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { tabKeyOf, tabs } from "../places/index.ts";

/** @returns what a key asks for, by its place on the board: Russian and English layouts are the same */
export function parseKey(
  event: Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">,
): "search" | "close" | number | null {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") return "search";
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  if (event.code === "KeyW") return "close";
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** Ctrl+K searches, Alt+W closes the tab, Alt+1 … Alt+9 go to home, discussions and the opened tabs in their order. */
export function useKeys(onSearch: () => void, isConnected: boolean): void {
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const wish = parseKey(event);
    if (wish === null) return;
    if (wish === "search") onSearch();
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
