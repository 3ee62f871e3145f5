import * as api from "@veche/office-domain/administration";
import { AppError } from "@veche/kernel";
import { canDo, requirePermission } from "@veche/office-domain/access";
import type { HealthRegistry } from "@veche/server/health";
import { findLetter, listLetters } from "@veche/server/mailer";
import * as z from "zod";
import { bindPerson, bindSteps, type Binding } from "../binding.ts";
import { decodeCursor, toPage } from "../cursor.ts";

/** @param mailSchema where this installation keeps the letters that no mail server took */
export function bindAdministration(options: { readonly health: HealthRegistry; readonly mailSchema: string }): readonly Binding[] {
  return [
    bindPerson(api.listLetters, async ({ db, actor }, { cursor, limit }) => {
      requirePermission(actor, "mailbox.read");
      const before = decodeCursor(cursor, z.tuple([z.uuid()]))?.[0] ?? null;
      const letters = await listLetters(db, options.mailSchema, { before, limit: limit + 1 });
      const page = toPage(letters, limit, {
        toItem: ({ id, to, subject, sentAt }) => ({ id, to, subject, sentAt: sentAt.toISOString() }),
        placeOf: ({ id }) => [id],
      });
      return { ...page, items: [...page.items] };
    }),
    bindPerson(api.getLetter, async ({ db, actor }, { id }) => {
      requirePermission(actor, "mailbox.read");
      const letter = await findLetter(db, options.mailSchema, id);
      if (!letter) throw new AppError("not_found");
      return { ...letter, sentAt: letter.sentAt.toISOString() };
    }),
    bindSteps(api.getHealth, async ({ actor }) => {
      if (!canDo(actor, "services.connect")) requirePermission(actor, "users.manage");
      const checks = await options.health.run();
      return { checks: checks.map(({ name, state, facts }) => ({ name, state, facts: { ...facts } })) };
    }),
  ];
}
