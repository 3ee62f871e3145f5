import { useQueryClient } from "@tanstack/react-query";
import { onSignedOut } from "@veche/web/query";
import { useCallback, useEffect, useRef, useState } from "react";

/** Whether any answer said that the session is over; `restore` after signing in again reads everything on the screen anew. */
export function useSessionEnd(): { readonly hasEnded: boolean; readonly end: () => void; readonly restore: () => void } {
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  const restoredAtMs = useRef(0);
  const end = useCallback(() => setEnded(true), []);
  // what was asked before signing in again may be answered after it
  useEffect(() => onSignedOut((sentAtMs) => sentAtMs >= restoredAtMs.current && end()), [end]);
  const restore = useCallback(() => {
    restoredAtMs.current = performance.now();
    setEnded(false);
    void client.invalidateQueries();
  }, [client]);
  return { hasEnded, end, restore };
}
