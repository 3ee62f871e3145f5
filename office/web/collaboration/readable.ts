import type { Readable } from "@veche/collab-sdk/browser";
import { useCallback, useSyncExternalStore } from "react";

const stopNothing = (): void => undefined;

/** A value of the collaboration server as it changes; `otherwise` while there is none. */
export function useReadable<T, Otherwise>(readable: Readable<T> | null | undefined, otherwise: Otherwise): T | Otherwise {
  const subscribe = useCallback((listener: () => void) => readable?.subscribe(listener) ?? stopNothing, [readable]);
  return useSyncExternalStore(subscribe, () => (readable ? readable.getSnapshot() : otherwise));
}
