import type { Collab } from "@veche/collab-sdk/browser";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { CollabContext } from "./context.ts";
import type { CollabHost } from "./context.ts";

interface CollabProviderProps {
  readonly collab: Collab;
  readonly host: CollabHost;
  /** the application shows a line of its own that there is no connection */
  readonly isOfflineSaid?: boolean;
  readonly children: ReactNode;
}

/** Gives discussions their connection and the application they stand in. */
export function CollabProvider({ collab, host, isOfflineSaid = false, children }: CollabProviderProps): ReactNode {
  const value = useMemo(() => ({ collab, host, isOfflineSaid }), [collab, host, isOfflineSaid]);
  return <CollabContext value={value}>{children}</CollabContext>;
}
