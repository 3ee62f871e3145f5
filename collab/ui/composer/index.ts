export { Composer } from "./composer.tsx";
export type { Purpose } from "./composer.tsx";
export { useDraft } from "./drafts.ts";
