import type { Collab } from "@veche/collab-sdk/browser";
import type { CollabHost } from "@veche/collab-ui/context";
import { must } from "@veche/kernel";
import { createBrowserAccess } from "@veche/office-domain/collaboration";
import { callRoute } from "@veche/web/query";
import { createContext, use, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useMe } from "../session/index.ts";
import { useIsConnected } from "./connection.ts";
import { useReadable } from "./readable.ts";

const CollabContext = createContext<Collab | null>(null);
const HostContext = createContext<CollabHost | null>(null);

/** The live connection to the collaboration server; null until discussions are connected and the connection code is loaded. */
export function useCollab(): Collab | null {
  return use(CollabContext);
}

/** What discussions ask of the office. */
export function useHost(): CollabHost {
  return must(use(HostContext), "the office gives discussions no host");
}

const retryMs = 5_000;

/** Opens the collaboration server as me. @returns how to stop */
function openFor(onOpen: (collab: Collab) => void): () => void {
  let opened: Collab | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const open = async (): Promise<void> => {
    try {
      const [{ openCollab }, first] = await Promise.all([import("@veche/collab-sdk/browser"), callRoute(createBrowserAccess, {})]);
      if (isStopped) return;
      let access: typeof first | null = first;
      const takeAccess = async (): Promise<typeof first> => {
        const taken = access ?? (await callRoute(createBrowserAccess, {}));
        access = null;
        return taken;
      };
      opened = openCollab({ url: first.serverUrl, getAccess: takeAccess });
      onOpen(opened);
    } catch {
      if (!isStopped) timer = setTimeout(() => void open(), retryMs);
    }
  };
  void open();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    opened?.stop();
  };
}

/** Keeps the connection to the collaboration server while discussions are connected; another person gets another connection. */
export function CollaborationProvider({ host, children }: { readonly host: CollabHost; readonly children: ReactNode }): ReactNode {
  const personId = useMe().person.id;
  return (
    <HostContext value={host}>
      <PersonalConnection key={personId}>{children}</PersonalConnection>
    </HostContext>
  );
}

function PersonalConnection({ children }: { readonly children: ReactNode }): ReactNode {
  const isConnected = useIsConnected();
  const [collab, setCollab] = useState<Collab | null>(null);
  useEffect(() => {
    if (!isConnected) return undefined;
    const stop = openFor(setCollab);
    return () => {
      stop();
      setCollab(null);
    };
  }, [isConnected]);
  return <CollabContext value={collab}>{children}</CollabContext>;
}

/** Unread messages that call for me; 0 while not connected. */
export function useUnreadCount(): number {
  return useReadable(useCollab()?.list.state, null)?.unreadCount ?? 0;
}

/** Unread messages that name me; 0 while not connected. */
export function useMentionCount(): number {
  return useReadable(useCollab()?.list.state, null)?.mentionCount ?? 0;
}
