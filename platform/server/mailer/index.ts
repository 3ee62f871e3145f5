export { findLetter, listLetters, openMailbox, openMailer } from "./mailer.ts";
export type { KeptLetter, Letter, Mailer } from "./mailer.ts";
