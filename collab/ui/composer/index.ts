export { Composer } from "./composer.tsx";
export type { Purpose } from "./composer.tsx";
export { keepDraft, readDraft } from "./drafts.ts";
