import type { Letter } from "../context.ts";

export interface DigestConversation {
  readonly title: string;
  /** null: the application did not say where it opens */
  readonly url: string | null;
  readonly messageCount: number;
  /** the newest, oldest first; without text when only files were sent */
  readonly messages: readonly { readonly author: string; readonly text: string }[];
}

export interface DigestInput {
  readonly to: string;
  readonly language: "ru" | "en";
  readonly application: string;
  readonly applicationUrl: string;
  readonly isContentFree: boolean;
  readonly messageCount: number;
  readonly conversations: readonly DigestConversation[];
  readonly unsubscribeUrl: string;
}

const forms = { ru: new Intl.PluralRules("ru"), en: new Intl.PluralRules("en") };
const messageWords = {
  ru: { one: "непрочитанное сообщение", few: "непрочитанных сообщения", many: "непрочитанных сообщений" },
  en: { one: "unread message", few: "unread messages", many: "unread messages" },
} as const;
const words = {
  ru: {
    subject: (count: string, application: string) => `${count} — «${application}»`,
    intro: "Пока вас не было, вам написали.",
    more: (count: number) => `и ещё ${count}`,
    file: "файл",
    open: "Открыть обсуждения",
    why: "Вы получаете эту сводку, потому что включили её в настройках уведомлений.",
    unsubscribe: "Больше не присылать",
  },
  en: {
    subject: (count: string, application: string) => `${count} — “${application}”`,
    intro: "You were written to while you were away.",
    more: (count: number) => `and ${count} more`,
    file: "file",
    open: "Open discussions",
    why: "You get this digest because you turned it on in your notification settings.",
    unsubscribe: "Stop sending it",
  },
} as const;

function countMessages(language: "ru" | "en", count: number): string {
  const form = forms[language].select(count);
  return `${count} ${messageWords[language][form === "one" ? "one" : form === "few" ? "few" : "many"]}`;
}

/** What was missed, as text and as simple HTML. In content-free mode it only says how much. @see RFC 8058 */
export function writeDigest(input: DigestInput): Letter {
  const t = words[input.language];
  const count = countMessages(input.language, input.messageCount);
  const conversations = input.isContentFree ? [] : input.conversations;
  const text = [
    t.intro,
    ...(input.isContentFree ? [`${count}.`] : conversations.map((conversation) => toText(conversation, input.language))),
    `${t.open}: ${input.applicationUrl}`,
    `${t.why}\n${t.unsubscribe}: ${input.unsubscribeUrl}`,
  ].join("\n\n");
  const html = [
    `<p>${t.intro}</p>`,
    ...(input.isContentFree ? [`<p>${count}.</p>`] : conversations.map((conversation) => toHtml(conversation, input.language))),
    `<p><a href="${escapeHtml(input.applicationUrl)}">${t.open}</a></p>`,
    `<p style="color: #666">${t.why}<br><a href="${escapeHtml(input.unsubscribeUrl)}">${t.unsubscribe}</a></p>`,
  ].join("\n");
  const headers = { "List-Unsubscribe": `<${input.unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  return { to: input.to, subject: t.subject(count, input.application), text, html, headers };
}

function toText({ title, url, messages, messageCount }: DigestConversation, language: "ru" | "en"): string {
  const t = words[language];
  const lines = messages.map(({ author, text }) => `  ${author}: ${text || t.file}`);
  const rest = messageCount - messages.length;
  return [title, ...lines, ...(rest > 0 ? [`  ${t.more(rest)}`] : []), ...(url ? [`  ${url}`] : [])].join("\n");
}

function toHtml({ title, url, messages, messageCount }: DigestConversation, language: "ru" | "en"): string {
  const t = words[language];
  const head = url ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>` : escapeHtml(title);
  const lines = messages.map(({ author, text }) => `<br><b>${escapeHtml(author)}</b>: ${escapeHtml(text || t.file)}`);
  const rest = messageCount - messages.length;
  return `<p><strong>${head}</strong>${lines.join("")}${rest > 0 ? `<br>${t.more(rest)}` : ""}</p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
