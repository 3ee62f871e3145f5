import type { Collab } from "@veche/collab-sdk/browser";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { CollabContext } from "./context.ts";
import type { CollabHost } from "./context.ts";

interface CollabProviderProps {
  readonly collab: Collab;
  readonly host: CollabHost;
  readonly children: ReactNode;
}

/** Gives discussions their connection and the application they stand in. */
export function CollabProvider({ collab, host, children }: CollabProviderProps): ReactNode {
  const value = useMemo(() => ({ collab, host }), [collab, host]);
  return <CollabContext value={value}>{children}</CollabContext>;
}
