import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { tabs } from "./store.ts";
import { tabKeyOf } from "./tabs.ts";

const productName = "Вече";

/** Names the window after the page. */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} — ${productName}`;
  }, [title]);
}

/** Names the window and the tab of a record; undefined while it is not known yet. */
export function useRecordTitle(title: string | undefined, picture: string | null): void {
  const key = tabKeyOf(useLocation({ select: ({ pathname }) => pathname }));
  useEffect(() => {
    if (title === undefined) return;
    document.title = `${title} — ${productName}`;
    if (key !== null) tabs.name(key, title, picture);
  }, [key, title, picture]);
}
