export { requireConversation } from "./access.ts";
export type { Asker, ConversationAbility } from "./access.ts";
export {
  filterVisibleIds,
  findVisibleConversation,
  findVisibleConversations,
  hiddenSeqOf,
  listAudience,
  listAudienceUserIds,
  listVisibleIds,
  mayPost,
  messageVisibleTo,
  visibleTo,
} from "./access-store.ts";
export type { Audience, ConversationRow } from "./access-store.ts";
export { listConversations } from "./actions.ts";
export { announceChanged, announceOpened } from "./announcing.ts";
export { follow } from "./following.ts";
export { moveAuthorMarks, takeChangeNumber, takeMessageNumbers, takeNumberRange } from "./posting-store.ts";
export { buildConversationBindings } from "./routes.ts";
export { Sights } from "./sights.ts";
