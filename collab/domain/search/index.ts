export * from "./api.ts";
export { authorSign, everybody, hasSign, listSigns, principalSign, toIndexText, type SearchedMessage } from "./document.ts";
export { hasKinds, type HasKind } from "./filters.ts";
export { countTypos, isTypoOf, listFleetingStems, listIrregularForms, typosForgiven } from "./forms.ts";
export { parseSearchQuery, type QueryFilters, type SearchQuery, type SearchReading, type SearchTerm } from "./query.ts";
export { cutSnippet, Snippet, TextRange } from "./snippet.ts";
export { composeText, foldLetters, listJoinedNumbers, listWords } from "./words.ts";
