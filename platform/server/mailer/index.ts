export { findLetter, listLetters, openMailbox, openSmtpMailer } from "./mailer.ts";
export type { KeptLetter, Letter, Mailer } from "./mailer.ts";
