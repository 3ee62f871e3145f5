import type { QueryClient } from "@tanstack/react-query";
import { getConnection } from "@veche/office-domain/collaboration";
import { routeKey } from "@veche/web/query";

/** Connected, disconnected or parked: everything that depends on it follows. */
export function applyConnectionChange(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: routeKey(getConnection) });
}
