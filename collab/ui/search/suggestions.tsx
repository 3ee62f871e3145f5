import { openPersonal } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { User } from "@veche/collab-domain/directory";
import { PersonAvatar, RowText, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useTitle } from "../context/index.ts";
import { ConversationPicture } from "../people/index.ts";
import classes from "./search.module.css";

interface FoundPersonProps {
  readonly user: User;
  readonly onOpen: (conversationId: ConversationId) => void;
}

/** A person found by name: one click opens the conversation with him. */
export function FoundPerson({ user, onOpen }: FoundPersonProps): ReactNode {
  const collab = useCollab();
  const open = async (): Promise<void> => {
    try {
      const head = await collab.call(openPersonal, { userId: user.id });
      collab.list.put(head);
      onOpen(head.id);
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <button type="button" className={classes.suggestion} data-found onClick={() => void open()}>
      <PersonAvatar name={user.fullName} size={28} />
      <RowText title={user.fullName} note={[user.position, user.department].filter(Boolean).join(", ")} />
    </button>
  );
}

interface FoundConversationProps {
  readonly head: ConversationHead;
  readonly onOpen: (conversationId: ConversationId) => void;
}

export function FoundConversation({ head, onOpen }: FoundConversationProps): ReactNode {
  const title = useTitle(head);
  return (
    <button type="button" className={classes.suggestion} data-found onClick={() => onOpen(head.id)}>
      <ConversationPicture head={head} size={28} />
      <RowText title={title} note={head.context?.subtitle} />
    </button>
  );
}
