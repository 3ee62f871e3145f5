export { Composer } from "./composer.tsx";
export type { Purpose } from "./composer.tsx";
export { keepDraft, readDraft, useDraft } from "./drafts.ts";
