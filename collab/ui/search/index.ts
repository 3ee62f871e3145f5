export { useFindKey } from "./find-key.ts";
export { SearchField } from "./field.tsx";
export { ConversationSearch } from "./in-conversation.tsx";
export { SearchResults } from "./results.tsx";
export { useSearch } from "./search.ts";
