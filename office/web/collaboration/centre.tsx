import { NotificationCentre } from "@veche/collab-ui/notifications";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { InCollab } from "./ui.tsx";

/** What was written to me, in the window under the bell. Choosing one opens the conversation at its message. */
export function Centre({ onClose }: { readonly onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  return (
    <InCollab>
      <NotificationCentre
        onOpen={(conversationId, seq) => {
          onClose();
          void navigate({ to: "/discussions/$conversationId", params: { conversationId }, search: { message: seq } });
        }}
      />
    </InCollab>
  );
}
