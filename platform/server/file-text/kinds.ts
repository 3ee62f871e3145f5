/** What sort of file a text is taken out of. */
export const textKinds = ["plain", "pdf", "word", "sheet", "slides", "openDocument"] as const;
export type TextKind = (typeof textKinds)[number];
