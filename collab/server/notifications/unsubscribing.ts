import type { UserId } from "@veche/collab-domain/directory";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { FastifyInstance, FastifyReply } from "fastify";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Person } from "./device-store.ts";
import { endDigests, findAddressee } from "./digest-store.ts";
import type { NotificationParts } from "./parts.ts";

const path = "/api/collab/unsubscribe";
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
const words = {
  ru: {
    title: "Сводка непрочитанного",
    ask: "Больше не присылать сводку непрочитанных сообщений?",
    confirm: "Не присылать",
    done: "Сводка больше не придёт. Включить её снова можно в настройках уведомлений.",
    wrong: "Ссылка не подходит. Сводку можно выключить в настройках уведомлений.",
  },
  en: {
    title: "Digest of unread messages",
    ask: "Stop sending the digest of unread messages?",
    confirm: "Stop sending",
    done: "The digest will not come any more. You can turn it on again in your notification settings.",
    wrong: "The link does not fit. The digest can be turned off in your notification settings.",
  },
} as const;

/** A link that ends the letters of one person; it does nothing else and needs no sign-in. */
export function toUnsubscribeUrl({ publicUrl, linkKey }: NotificationParts, person: Person): string {
  const { applicationId, userId } = person;
  return `${publicUrl}${path}/${applicationId}/${userId}/${sign(linkKey, person)}`;
}

function sign(key: Uint8Array, { applicationId, userId }: Person): string {
  return createHmac("sha256", key).update(`${applicationId} ${userId}`).digest("base64url");
}

interface Place {
  readonly Params: { readonly applicationId: string; readonly userId: string; readonly signature: string };
}

/** Serves the page behind the link. Opening it changes nothing, since mail programs open links; its button does, and so does one click in a mail program. @see RFC 8058 */
export async function mountUnsubscribing(fastify: FastifyInstance, parts: NotificationParts): Promise<void> {
  await fastify.register(async (scope) => {
    scope.addContentTypeParser("application/x-www-form-urlencoded", (_, payload, done) => {
      payload.resume().once("end", () => done(null, {}));
    });
    for (const method of ["GET", "POST"] as const) {
      scope.route<Place>({
        ...{ method, url: `${path}/:applicationId/:userId/:signature` },
        handler: async ({ params }, reply) => {
          const person = findPerson(parts, params);
          if (!person) return show(reply.code(404), "ru", (t) => t.wrong);
          const { language } = await findAddressee(parts.db, person);
          if (method === "GET")
            return show(reply, language, (t) => `${t.ask}</p><form method="post"><button>${t.confirm}</button></form><p>`);
          await endDigests(parts.db, person);
          return show(reply, language, (t) => t.done);
        },
      });
    }
  });
}

function findPerson({ linkKey }: NotificationParts, { applicationId, userId, signature }: Place["Params"]): Person | undefined {
  const person = { applicationId: applicationId as ApplicationId, userId: userId as UserId };
  const [wanted, given] = [Buffer.from(sign(linkKey, person)), Buffer.from(signature)];
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? person : undefined;
}

async function show(reply: FastifyReply, language: "ru" | "en", write: (t: (typeof words)["ru" | "en"]) => string): Promise<FastifyReply> {
  const t = words[language];
  return reply
    .header("content-security-policy", pagePolicy)
    .type("text/html; charset=utf-8")
    .send(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t.title}</title>` +
        `<body style="max-width: 32rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui"><h1>${t.title}</h1><p>${write(t)}</p>`,
    );
}
