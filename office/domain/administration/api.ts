import { instantSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";

const here = "/api/office/administration";

/** A letter that was kept because no mail server is set. */
export const KeptLetter = z.object({ id: z.string(), to: z.string(), subject: z.string(), sentAt: instantSchema });
export type KeptLetter = z.output<typeof KeptLetter>;

export const listLetters = route({
  name: "administration.listLetters",
  method: "GET",
  path: `${here}/mailbox`,
  input: z.object({ ...pageInput }),
  output: pageSchema(KeptLetter),
  errors: ["forbidden"],
  summary: "The built-in mailbox, newest first: where the registration code can be had on a closed network.",
});

export const getLetter = route({
  name: "administration.getLetter",
  method: "GET",
  path: `${here}/mailbox/:id`,
  input: z.object({ id: z.string().max(100) }),
  output: KeptLetter.extend({ text: z.string() }),
  errors: ["forbidden"],
  summary: "One letter.",
});

export const getHealth = route({
  name: "administration.getHealth",
  method: "GET",
  path: `${here}/health`,
  input: z.object({}),
  output: z.object({
    checks: z.array(
      z.object({
        /** database, disk, mail, jobs, collaboration … */
        name: z.string(),
        state: z.enum(["healthy", "warning", "failing"]),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      }),
    ),
  }),
  errors: ["forbidden"],
  summary: "What is healthy and what is not; the interface says what to do.",
});

export const administrationRoutes = [listLetters, getLetter, getHealth];
