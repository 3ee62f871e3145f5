import { useQueryClient } from "@tanstack/react-query";
import { onSignedOut } from "@veche/web/query";
import { useCallback, useEffect, useState } from "react";

/** Whether any answer said that the session is over; `restore` after signing in again reads everything on the screen anew. */
export function useSessionEnd(): { readonly hasEnded: boolean; readonly end: () => void; readonly restore: () => void } {
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  const end = useCallback(() => setEnded(true), []);
  useEffect(() => onSignedOut(end), [end]);
  const restore = useCallback(() => {
    setEnded(false);
    void client.invalidateQueries();
  }, [client]);
  return { hasEnded, end, restore };
}
