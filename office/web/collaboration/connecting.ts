import { useQueryClient } from "@tanstack/react-query";
import {
  beginConnection,
  cancelConnection,
  confirmConnection,
  disconnect,
  getConnection,
  resolveCopy,
} from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import { routeKey, useRouteMutation } from "@veche/web/query";
import { useEffect, useState } from "react";

/** The acts of connecting. Each answer is how discussions stand now. */
export function useConnecting() {
  const client = useQueryClient();
  const keep = { onSuccess: (connection: Connection) => client.setQueryData(routeKey(getConnection, {}), connection) };
  return {
    begin: useRouteMutation(beginConnection, keep),
    confirm: useRouteMutation(confirmConnection, keep),
    cancel: useRouteMutation(cancelConnection, keep),
    disconnect: useRouteMutation(disconnect, keep),
    resolve: useRouteMutation(resolveCopy, keep),
  };
}

/** @returns whole seconds until an instant, counted down on the screen; 0 when it has passed */
export function useSecondsUntil(instant: string | undefined): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return instant === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1_000));
}

/** @returns `14:32` */
export function formatSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @returns the origin of a server as a person types it; undefined when it is no web address */
export function parseServerUrl(typed: string): string | undefined {
  const text = typed.trim();
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  // Chromium takes blanks in a host and encodes them.
  const url = /\s/.test(text) ? null : URL.parse(whole);
  return url && ["http:", "https:"].includes(url.protocol) && url.hostname !== "" ? url.origin : undefined;
}

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
