import type { DomainEvent } from "@veche/kernel";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { openLive } from "./live.ts";
import type { LiveStatus } from "./live.ts";

/**
 * Keeps the cache of the page equal to the server: each event goes to `apply`; whenever the connection opens, what was read before it is read anew.
 * @param path of the socket, `/api/office/live`
 * @param isPaused nobody is signed in: no socket until somebody is
 */
export function useLive<Event extends DomainEvent>(
  path: string,
  apply: (client: QueryClient, event: Event) => void,
  onUnauthenticated?: () => void,
  isPaused = false,
): LiveStatus {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>("connecting");
  const onEvent = useEffectEvent((event: Event) => apply(client, event));
  const onEnd = useEffectEvent(() => onUnauthenticated?.());
  useEffect(() => {
    if (isPaused) return undefined;
    const url = new URL(path, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    return openLive<Event>({
      url: url.href,
      onEvent: (event) => onEvent(event),
      onOnline: () => void client.invalidateQueries(),
      onStatus: setStatus,
      onUnauthenticated: () => onEnd(),
    });
  }, [client, path, isPaused]);
  return status;
}
