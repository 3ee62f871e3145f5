import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { isSessionEnd } from "./me.ts";

function watchFailures(client: QueryClient, onEnd: () => void): () => void {
  const stopQueries = client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "error" && isSessionEnd(event.action.error)) onEnd();
  });
  const stopMutations = client.getMutationCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "error" && isSessionEnd(event.action.error)) onEnd();
  });
  return () => {
    stopQueries();
    stopMutations();
  };
}

/** Whether any answer said that the session is over; `restore` after signing in again reads everything on the screen anew. */
export function useSessionEnd(): { readonly hasEnded: boolean; readonly end: () => void; readonly restore: () => void } {
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  const end = useCallback(() => setEnded(true), []);
  useEffect(() => watchFailures(client, end), [client, end]);
  const restore = useCallback(() => {
    setEnded(false);
    void client.invalidateQueries();
  }, [client]);
  return { hasEnded, end, restore };
}
