import { openPersonal } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { User } from "@veche/collab-domain/directory";
import { PersonAvatar, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useMyId } from "../context/index.ts";
import classes from "./list.module.css";

interface FoundPeopleProps {
  readonly users: readonly User[];
  readonly onOpen: (conversationId: ConversationId) => void;
}

/** People found by name: one click opens the conversation with them. */
export function FoundPeople({ users, onOpen }: FoundPeopleProps): ReactNode {
  const collab = useCollab();
  const myId = useMyId();
  const open = async (user: User): Promise<void> => {
    try {
      const head = await collab.call(openPersonal, { userId: user.id });
      collab.list.put(head);
      onOpen(head.id);
    } catch (error) {
      tellError(error);
    }
  };
  return users
    .filter(({ id }) => id !== myId)
    .map((user) => (
      <button key={user.id} type="button" className={classes.row} data-person={user.id} onClick={() => void open(user)}>
        <PersonAvatar name={user.fullName} />
        <span>
          <span className={classes.line}>
            <span className={classes.name}>{user.fullName}</span>
          </span>
          <span className={classes.line}>
            <span className={classes.last}>{[user.position, user.department].filter(Boolean).join(", ")}</span>
          </span>
        </span>
      </button>
    ));
}
