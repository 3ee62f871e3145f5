import { lazy } from "react";

export { applyDocumentEvent, takeDocumentsAnew } from "./apply.ts";
export { buildCsv, saveText } from "./csv.ts";
export { KindIcon, StateChip, stateTone } from "./looks.tsx";
export { useDocumentName } from "./naming.ts";
export { documentTexts } from "./texts.ts";

export const DocumentListPage = lazy(async () => ({ default: (await import("./list-page.tsx")).DocumentListPage }));
export const DocumentPage = lazy(async () => ({ default: (await import("./document-page.tsx")).DocumentPage }));
export const NewDocumentPage = lazy(async () => ({ default: (await import("./new-page.tsx")).NewDocumentPage }));
