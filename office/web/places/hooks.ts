import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useProductName } from "../parts/index.ts";
import { tabs } from "./store.ts";
import { tabKeyOf } from "./tabs.ts";

/** Names the window after the page. */
export function useWindowTitle(title: string): void {
  const product = useProductName();
  useEffect(() => {
    document.title = `${title} — ${product}`;
  }, [title, product]);
}

/** Names the window and the tab of a record; undefined while it is not known yet. */
export function useRecordTitle(title: string | undefined, picture: string | null): void {
  const product = useProductName();
  const key = tabKeyOf(useLocation({ select: ({ pathname }) => pathname }));
  useEffect(() => {
    if (title === undefined) return;
    document.title = `${title} — ${product}`;
    if (key !== null) tabs.name(key, title, picture);
  }, [key, title, picture, product]);
}
