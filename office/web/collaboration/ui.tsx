import { CollabProvider } from "@veche/collab-ui/context";
import { Discussions } from "@veche/collab-ui/discussions";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCollab, useHost, useIsOffline } from "./collab.tsx";

/** Gives the parts of discussions their connection; nothing while there is none. */
export function InCollab({ children }: { readonly children: ReactNode }): ReactNode {
  const collab = useCollab();
  const host = useHost();
  const isOffline = useIsOffline();
  if (!collab) return null;
  return (
    <CollabProvider collab={collab} host={host} isOfflineSaid={isOffline}>
      {children}
    </CollabProvider>
  );
}

/** The three panes of discussions; the open conversation and message stand in the address. */
export function DiscussionsUi(): ReactNode {
  const navigate = useNavigate();
  const conversationId = useParams({ strict: false, select: (params: { conversationId?: string }) => params.conversationId ?? null });
  const message = useSearch({ strict: false, select: (search: { message?: number | string }) => Number(search.message) });
  const select = (id: ConversationId | null): void => {
    if (id === null) void navigate({ to: "/discussions" });
    else void navigate({ to: "/discussions/$conversationId", params: { conversationId: id } });
  };
  return (
    <InCollab>
      <Discussions
        conversationId={conversationId as ConversationId | null}
        atSeq={Number.isSafeInteger(message) && message > 0 ? message : null}
        onSelect={select}
      />
    </InCollab>
  );
}
