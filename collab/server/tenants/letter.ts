import type { Letter } from "../context.ts";

const words = {
  ru: {
    subject: (application: string) => `Код регистрации приложения «${application}»`,
    greeting: "Здравствуйте!",
    why: (application: string) => `Этот адрес указан при подключении обсуждений к приложению «${application}».`,
    code: "Код регистрации:",
    until: "Код действует 15 минут и подходит один раз.",
    ignore: "Если вы ничего не подключали, просто удалите это письмо: без кода ничего не произойдёт.",
  },
  en: {
    subject: (application: string) => `Registration code for “${application}”`,
    greeting: "Hello,",
    why: (application: string) => `This address was given to connect discussions to the application “${application}”.`,
    code: "Registration code:",
    until: "The code is valid for 15 minutes and works once.",
    ignore: "If you did not connect anything, just delete this letter: nothing happens without the code.",
  },
} as const;

/** The letter with the code, as text and as simple HTML. */
export function writeCodeLetter(input: { to: string; application: string; code: string; language: "ru" | "en" }): Letter {
  const { subject, greeting, why, code, until, ignore } = words[input.language];
  const text = [greeting, why(input.application), `${code} ${input.code}`, until, ignore].join("\n\n");
  const html = [
    `<p>${greeting}</p>`,
    `<p>${escapeHtml(why(input.application))}</p>`,
    `<p>${code}<br><strong style="font-size: 24px; letter-spacing: 4px">${input.code}</strong></p>`,
    `<p>${until}</p>`,
    `<p style="color: #666">${ignore}</p>`,
  ].join("\n");
  return { to: input.to, subject: subject(input.application), text, html };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
