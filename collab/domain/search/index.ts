export * from "./api.ts";
export { hasKinds, type HasKind } from "./filters.ts";
export { countTypos, listFleetingStems, listIrregularForms, typosForgiven } from "./forms.ts";
export { parseSearchQuery, type QueryFilters, type SearchQuery, type SearchReading, type SearchTerm } from "./query.ts";
export { cutSnippet, Snippet, TextRange } from "./snippet.ts";
export { composeText, foldLetters, listJoinedNumbers, listWords } from "./words.ts";
