import { getConnection } from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import { useRoute } from "@veche/web/query";

/** How discussions are connected; undefined while it is not known. Renewed by the live socket. */
export function useConnection(): Connection | undefined {
  return useRoute(getConnection, {}).data;
}

/** Whether discussions exist for me now. */
export function useIsConnected(): boolean {
  return useConnection()?.state === "registered";
}
