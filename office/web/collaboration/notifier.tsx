import { useNotifications } from "@veche/collab-ui/notifications";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../session/index.ts";
import { InCollab } from "./ui.tsx";

function Listener(): ReactNode {
  const navigate = useNavigate();
  const openId = useParams({ strict: false, select: (params: { conversationId?: string }) => params.conversationId ?? null });
  const { hasSound } = useMe().settings;
  useNotifications({
    hasSound,
    openId: openId as ConversationId | null,
    onOpen: (conversationId, seq) =>
      void navigate({ to: "/discussions/$conversationId", params: { conversationId }, search: { message: seq } }),
  });
  return null;
}

/** Title, sound and notifications of the system, wherever in the office one is. */
export function Notifier(): ReactNode {
  return (
    <InCollab>
      <Listener />
    </InCollab>
  );
}
