import type { ConversationKind } from "../conversations/index.ts";
import type { UserId } from "../directory/index.ts";
import type { Call } from "./types.ts";

/** Whether who sees a conversation may call its people. @param canPost whether he may write there */
export const canStartCall = (kind: ConversationKind, canPost: boolean): boolean => kind !== "broadcast" && canPost;

/** Whether a person may end a call for everybody, mute others and put them out: who began it, and the owners of the conversation. */
export const canHostCall = (
  call: Pick<Call, "starterId" | "isPersonal">,
  person: { readonly userId: UserId; readonly isOwner: boolean },
): boolean => call.starterId === person.userId || (!call.isPersonal && person.isOwner);
