import type { ConversationHead } from "@veche/collab-domain/conversations";
import { IconBuilding, IconFileText, IconUsers } from "@tabler/icons-react";
import { PersonAvatar, Picture } from "@veche/web/parts";
import type { ReactNode } from "react";
import { usePresence, useTitle } from "../context/index.ts";

const icons = { group: IconUsers, context: IconFileText, broadcast: IconBuilding } as const;

/** What a conversation is, at one look: round is a person, square a record, a group or the whole company. */
export function ConversationPicture({ head, size = 36 }: { readonly head: ConversationHead; readonly size?: 28 | 36 | 40 }): ReactNode {
  const title = useTitle(head);
  const presence = usePresence(head.my.peerId);
  if (head.kind === "personal") return <PersonAvatar name={title} size={size} presence={presence} />;
  const Icon = icons[head.kind];
  return (
    <Picture size={size} tone={head.kind === "context" ? "neutral" : "accent"}>
      <Icon size={20} stroke={1.75} />
    </Picture>
  );
}
