/** What stands before the caret and may become something else: `@ан`, `:огонь`. */
export interface Ask {
  readonly kind: "mention" | "emoji";
  readonly query: string;
}

/** @returns what is asked for before the caret; null when nothing is */
export function findAsk(before: string): Ask | null {
  const mention = /(?:^|[\s(«"])@([\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]*)?)$/u.exec(before);
  if (mention) return { kind: "mention", query: mention[1]! };
  const emoji = /(?:^|\s):([\p{L}\p{N}]{2,20})$/u.exec(before);
  return emoji ? { kind: "emoji", query: emoji[1]! } : null;
}

export function isSameAsk(a: Ask | null, b: Ask | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.query === b.query);
}
