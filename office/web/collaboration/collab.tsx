import type { Collab } from "@veche/collab-sdk/browser";
import type { CollabHost } from "@veche/collab-ui/context";
import { must } from "@veche/kernel";
import { createBrowserAccess } from "@veche/office-domain/collaboration";
import type { PersonId } from "@veche/office-domain/directory";
import { callRoute } from "@veche/web/query";
import { createContext, use, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useMe } from "../session/index.ts";
import { useIsConnected } from "./connection.ts";
import { useReadable } from "./readable.ts";

const CollabContext = createContext<Collab | null>(null);
const HostContext = createContext<CollabHost | null>(null);
const OfflineContext = createContext(false);

/** The live connection to the collaboration server; null until discussions are connected and the connection code is loaded. */
export function useCollab(): Collab | null {
  return use(CollabContext);
}

/** Whether the frame says that there is no connection. */
export function useIsOffline(): boolean {
  return use(OfflineContext);
}

/** Whether discussions have lost their server; false while they are not connected at all. */
export function useIsCutOff(): boolean {
  return useReadable(useCollab()?.status, "online") === "offline";
}

/** What discussions ask of the office. */
export function useHost(): CollabHost {
  return must(use(HostContext), "the office gives discussions no host");
}

const retryMs = 5_000;

/** Opens the collaboration server as me. @param owner of what was written and not sent @returns how to stop */
function openFor(owner: string, onOpen: (collab: Collab) => void): () => void {
  let opened: Collab | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const open = async (): Promise<void> => {
    try {
      const [{ openCollab, openDraftStore, openOutboxStore }, first] = await Promise.all([
        import("@veche/collab-sdk/browser"),
        callRoute(createBrowserAccess, {}),
      ]);
      if (isStopped) return;
      let access: typeof first | null = first;
      const takeAccess = async (): Promise<typeof first> => {
        const taken = access ?? (await callRoute(createBrowserAccess, {}));
        access = null;
        return taken;
      };
      opened = openCollab({
        url: first.serverUrl,
        getAccess: takeAccess,
        outboxStore: openOutboxStore(localStorage, owner),
        draftStore: openDraftStore(localStorage, owner),
      });
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

interface CollaborationProviderProps {
  readonly host: CollabHost;
  /** the frame says that there is no connection */
  readonly isOffline: boolean;
  readonly children: ReactNode;
}

/** Keeps the connection to the collaboration server while discussions are connected; another person gets another connection. */
export function CollaborationProvider({ host, isOffline, children }: CollaborationProviderProps): ReactNode {
  const personId = useMe().person.id;
  return (
    <HostContext value={host}>
      <OfflineContext value={isOffline}>
        <PersonalConnection key={personId} personId={personId}>
          {children}
        </PersonalConnection>
      </OfflineContext>
    </HostContext>
  );
}

function PersonalConnection({ personId, children }: { readonly personId: PersonId; readonly children: ReactNode }): ReactNode {
  const isConnected = useIsConnected();
  const [collab, setCollab] = useState<Collab | null>(null);
  useEffect(() => {
    if (!isConnected) return undefined;
    const stop = openFor(personId, setCollab);
    return () => {
      stop();
      setCollab(null);
    };
  }, [personId, isConnected]);
  return <CollabContext value={collab}>{children}</CollabContext>;
}

/** Forgets what a person wrote and did not send; asked when he leaves this device. */
export async function forgetUnsent(personId: PersonId): Promise<void> {
  const { clearDrafts, clearOutbox } = await import("@veche/collab-sdk/browser");
  clearOutbox(localStorage, personId);
  clearDrafts(localStorage, personId);
}

/** Unread messages that call for me; 0 while not connected. */
export function useUnreadCount(): number {
  return useReadable(useCollab()?.list.state, null)?.unreadCount ?? 0;
}

/** Unread messages that name me; 0 while not connected. */
export function useMentionCount(): number {
  return useReadable(useCollab()?.list.state, null)?.mentionCount ?? 0;
}
