import { createTransport } from "nodemailer";
import { newId } from "@veche/kernel";
import { sql } from "kysely";
import type { Db } from "../database/index.ts";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** further headers, by name */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Carries one letter; throws when it could not, and may be asked again. */
export interface Mailer {
  send(letter: Letter): Promise<void>;
}

/** Top-level domains under which nobody receives letters. @see RFC 2606, RFC 6761 */
const unreachableDomain = /\.(?:example|invalid|localhost|test)$/i;

/**
 * The mail server, when there is one; letters that it could never deliver, and all letters without it, stay in the built-in mailbox.
 * @param server.url `smtp://user:password@host:port`, `smtps://…`
 */
export function openMailer(server: { readonly url: string | undefined; readonly from: string }, mailbox: Mailer): Mailer {
  if (server.url === undefined) return mailbox;
  const smtp = openSmtpMailer(server.url, server.from);
  return { send: (letter) => (unreachableDomain.test(letter.to) ? mailbox : smtp).send(letter) };
}

/** @param url `smtp://user:password@host:port`, `smtps://…` @see RFC 5321 */
function openSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    send: async ({ to, subject, text, html, headers }) => {
      await transport.sendMail({ to, subject, text, ...(html && { html }), ...(headers && { headers }) });
    },
  };
}

/** A letter in the built-in mailbox. */
export interface KeptLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: Date;
}

/** The built-in mailbox: where letters stay when no mail server is set, so that a code can be had on a closed network. */
export function openMailbox(db: Db, schema: string): Mailer {
  const table = sql.table(`${schema}.letters`);
  return {
    send: async ({ to, subject, text, html }) => {
      await sql`insert into ${table} (id, recipient, subject, body_text, body_html, sent_at)
        values (${newId()}, ${to}, ${subject}, ${text}, ${html ?? null}, now())`.execute(db);
    },
  };
}

/** @param before take those older than this letter @returns newest first */
export async function listLetters(db: Db, schema: string, page: { before: string | null; limit: number }): Promise<readonly KeptLetter[]> {
  const table = sql.table(`${schema}.letters`);
  const isOlder =
    page.before === null ? sql`true` : sql`(sent_at, id) < (select sent_at, id from ${table} where id = ${page.before}::uuid)`;
  const { rows } = await sql<KeptLetter>`
    select id, recipient "to", subject, body_text "text", sent_at "sentAt" from ${table}
    where ${isOlder} order by sent_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function findLetter(db: Db, schema: string, id: string): Promise<KeptLetter | undefined> {
  const { rows } = await sql<KeptLetter>`
    select id, recipient "to", subject, body_text "text", sent_at "sentAt" from ${sql.table(`${schema}.letters`)}
    where id::text = ${id}`.execute(db);
  return rows[0];
}
