import * as z from "zod";

/** One line of text: trimmed, not empty, no control characters. @param maxLength in UTF-16 units */
export function lineSchema(maxLength: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}]*$/u);
}

export const emailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());
/** An instant, ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime({ offset: true });
/** A calendar date, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();
