import type * as z from "zod";
import type { ConversationAbilities, ConversationKind } from "./types.ts";

/** What decides what somebody who sees a conversation may do in it. */
export interface Standing {
  readonly kind: ConversationKind;
  /** an application keeps its title and members */
  readonly isManaged: boolean;
  readonly isMember: boolean;
  readonly isOwner: boolean;
}

type Abilities = z.output<typeof ConversationAbilities>;

/** What a person who sees the conversation may do. Members of a group add people; its owners rename it and take people out. */
export function computeAbilities({ kind, isManaged, isMember, isOwner }: Standing): Abilities {
  const isFreeGroup = kind === "group" && !isManaged && isMember;
  return {
    post: true,
    rename: isFreeGroup && isOwner,
    addMembers: isFreeGroup,
    removeMembers: isFreeGroup && isOwner,
    leave: isFreeGroup || (kind === "context" && isMember),
  };
}
