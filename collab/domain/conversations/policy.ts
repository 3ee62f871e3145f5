import type * as z from "zod";
import type { ConversationAbilities, ConversationKind, ConversationSettings, PermittedTo } from "./types.ts";

/** What decides what somebody who sees a conversation may do in it. */
export interface Standing {
  readonly kind: ConversationKind;
  /** an application keeps its title and members */
  readonly isManaged: boolean;
  readonly isMember: boolean;
  readonly isOwner: boolean;
  readonly settings: Pick<ConversationSettings, "posting" | "adding" | "renaming">;
}

type Abilities = z.output<typeof ConversationAbilities>;

/** What a person who sees the conversation may do. The settings of a group say what its members do; the rest is its owners'. */
export function computeAbilities({ kind, isManaged, isMember, isOwner, settings }: Standing): Abilities {
  const isFreeGroup = kind === "group" && !isManaged && isMember;
  const isPermitted = (to: PermittedTo): boolean => to === "everybody" || isOwner;
  const canPost = kind !== "group" || isPermitted(settings.posting);
  return {
    post: canPost,
    pin: canPost,
    rename: isFreeGroup && isPermitted(settings.renaming),
    addMembers: isFreeGroup && isPermitted(settings.adding),
    removeMembers: isFreeGroup && isOwner,
    leave: isFreeGroup || (kind === "context" && isMember),
    changeSettings: isFreeGroup && isOwner,
    changeRoles: isFreeGroup && isOwner,
  };
}
