import { renewPush, useNotifications } from "@veche/collab-ui/notifications";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useDeviceName, useMe } from "../session/index.ts";
import { useCollab } from "./collab.tsx";
import { InCollab } from "./ui.tsx";

function Listener(): ReactNode {
  const navigate = useNavigate();
  const openId = useParams({ strict: false, select: (params: { conversationId?: string }) => params.conversationId ?? null });
  const collab = useCollab();
  const deviceName = useDeviceName();
  const { hasSound } = useMe().settings;
  useNotifications({
    hasSound,
    openId: openId as ConversationId | null,
    onOpen: (conversationId, seq) =>
      void navigate({ to: "/discussions/$conversationId", params: { conversationId }, search: { message: seq } }),
  });
  useEffect(() => {
    // it is said again at the next opening of the page
    if (collab) void renewPush(collab, deviceName).catch(() => undefined);
  }, [collab, deviceName]);
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
