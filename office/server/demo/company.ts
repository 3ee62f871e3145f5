import { calendarAt } from "./calendar.ts";
import { planConversations } from "./conversations.ts";
import { listDocuments } from "./documents.ts";
import { files } from "./files.ts";
import { composeMessages } from "./messages.ts";
import { gatherPeople } from "./people.ts";
import { listPreferences, placeReadMarks } from "./reading.ts";
import { customers, organization, suppliers } from "./texts/counterparties.ts";
import { departments } from "./texts/departments.ts";
import type { DemoCompany } from "./types.ts";

/**
 * The company «Северный ветер» with three months of its life before `now`, the newest of it today.
 * Pure: the same instant gives the same company, to the letter.
 */
export function demoCompany(now: Date): DemoCompany {
  const calendar = calendarAt(now);
  const people = gatherPeople(calendar);
  const documents = listDocuments(people, calendar);
  const planned = planConversations(people, documents, calendar);
  const composition = { people, calendar, documents };
  const talks = planned.map((one) => ({ conversation: one.conversation, messages: composeMessages(one, composition) }));
  return {
    organization,
    departments,
    people: people.all,
    counterparties: [...customers, ...suppliers].map(({ key, name, inn, city, contact, email }) => ({
      key,
      name,
      inn,
      city,
      contact,
      email,
    })),
    documents,
    files,
    conversations: talks.map(({ conversation }) => conversation),
    messages: talks.flatMap(({ messages }) => messages).toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.key.localeCompare(b.key)),
    preferences: listPreferences(),
    readMarks: talks.flatMap(({ conversation, messages }) => placeReadMarks(conversation, messages)),
  };
}
