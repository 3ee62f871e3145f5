/** Where a mention leads: `user/<id>`, `group/<id>` or `everybody`. */
export interface MentionTarget {
  readonly label: string;
  readonly target: string;
}

const mentionLink = /\[@((?:\\.|[^\]\\\n])+)\]\(veche:((?:user|group)\/[0-9a-f-]{36}|everybody)\)/gi;

/** @param text as it is sent @returns the text as one writes it, and what its mentions mean */
export function decodeMentions(text: string): { readonly text: string; readonly mentions: readonly MentionTarget[] } {
  const mentions: MentionTarget[] = [];
  const written = text.replace(mentionLink, (_, raw: string, target: string) => {
    const label = raw.replace(/\\(.)/g, "$1");
    mentions.push({ label, target: target.toLowerCase() });
    return `@${label}`;
  });
  return { text: written, mentions };
}

/** @returns the text as it is sent: each `@label` that was chosen becomes a link; the longest label wins */
export function encodeMentions(text: string, mentions: readonly MentionTarget[]): string {
  if (mentions.length === 0) return text;
  const byLabel = new Map(mentions.map((mention) => [mention.label, mention.target]));
  const labels = [...byLabel.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const written = new RegExp(String.raw`(?<![\p{L}\p{N}@])@(${labels.join("|")})(?![\p{L}\p{N}])`, "gu");
  return text.replace(written, (_, label: string) => `[@${label.replace(/[\\[\]]/g, String.raw`\$&`)}](veche:${byLabel.get(label)})`);
}
