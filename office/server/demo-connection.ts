import type { ApplicationClient } from "@veche/collab-sdk/application";
import { AppError, must } from "@veche/kernel";
import type { PersonId } from "@veche/office-domain/directory";
import type { DocumentId } from "@veche/office-domain/documents";
import type { Clock } from "@veche/server/clock";
import { listLetters } from "@veche/server/mailer";
import { discussionKey } from "./collaboration/index.ts";
import type { Collaboration } from "./collaboration/index.ts";
import type { Parts, PersonStepContext } from "./context.ts";
import type { Contexts } from "./contexts.ts";
import { findOrganisation } from "./directory/index.ts";

interface DemoConnectionOptions {
  readonly collaboration: Collaboration;
  readonly contexts: Contexts;
  readonly parts: Parts;
  readonly clock: Clock;
  /** the built-in mailbox in which the code arrives */
  readonly mailSchema: string;
}

/** Nobody's address: its letters stay in the built-in mailbox, also when there is a mail server. */
const registrationEmail = "demo@veche.example";
const letterCheckMs = 200;
const longestWaitMs = 60_000;

interface DemoDoors {
  connect(administratorId: PersonId): Promise<{ serverUrl: string; application: ApplicationClient }>;
  openDiscussion(documentId: DocumentId): Promise<string>;
}

/** Connects the demo company as its administrator would: a letter, a code. Nothing else is made for it. */
export function connectDemo(options: DemoConnectionOptions): DemoDoors {
  const { collaboration, contexts } = options;
  return {
    connect: async (administratorId) => {
      const known = await contexts.transact(({ db }) => collaboration.link.find(db));
      if (known === null) await register(options, administratorId);
      const link = must(known ?? (await contexts.transact(({ db }) => collaboration.link.find(db))));
      return { serverUrl: link.serverUrl, application: link.patient };
    },
    openDiscussion: async (documentId) => {
      await collaboration.discussions.open(documentId);
      return discussionKey(documentId);
    },
  };
}

async function register(options: DemoConnectionOptions, administratorId: PersonId): Promise<void> {
  const ctx = actAs(options, administratorId);
  const startedAt = Date.now();
  const organisation = must(await options.contexts.transact(({ db }) => findOrganisation(db)));
  const request = { serverUrl: null, email: registrationEmail, applicationName: organisation.name };
  await options.collaboration.actions.begin(ctx, request);
  await options.collaboration.actions.confirm(ctx, { code: await readCode(options, startedAt) });
}

/** The letter is queued by the other server and comes a moment later. */
async function readCode({ contexts, mailSchema }: DemoConnectionOptions, startedAt: number): Promise<string> {
  while (Date.now() - startedAt < longestWaitMs) {
    const letters = await contexts.transact(({ db }) => listLetters(db, mailSchema, { before: null, limit: 20 }));
    const letter = letters.find(({ to, sentAt }) => to === registrationEmail && sentAt.getTime() > startedAt - 1_000);
    const code = /\b\d{6}\b/.exec(letter?.text ?? "")?.[0];
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, letterCheckMs));
  }
  throw new AppError("unavailable", { reason: "no_letter" });
}

/** The administrator before he has signed in. */
function actAs({ contexts, parts, clock }: DemoConnectionOptions, personId: PersonId): PersonStepContext {
  const actor = { personId, sessionId: "", permissions: ["services.connect"] as const };
  const nothing = (): void => undefined;
  return {
    actor,
    now: clock.now(),
    parts,
    browser: { address: "", userAgent: "", sessionToken: null, keepSession: nothing, forgetSession: nothing },
    transact: (run) => contexts.transact((tx) => run({ ...tx, actor })),
  };
}
