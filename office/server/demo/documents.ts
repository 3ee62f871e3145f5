import type { DocumentKind } from "@veche/office-domain/documents";
import { minuteOfClock } from "./calendar.ts";
import type { Calendar } from "./calendar.ts";
import type { People } from "./people.ts";
import { resolvePhrase } from "./phrase.ts";
import { randomFor } from "./random.ts";
import { pickSlots } from "./slots.ts";
import type { DocumentSeed, DocumentSeedsOf } from "./texts/document-seed.ts";
import { acts, invoices, powersOfAttorney } from "./texts/documents-accounting.ts";
import { memos, minutes, orders } from "./texts/documents-internal.ts";
import { incomingLetters, outgoingLetters } from "./texts/documents-letters.ts";
import { contracts, offers } from "./texts/documents-sales.ts";
import type { DemoDocument, DemoKey } from "./types.ts";
import { setRussianType } from "./typography.ts";

const seeds: readonly DocumentSeedsOf[] = [
  incomingLetters,
  outgoingLetters,
  memos,
  orders,
  minutes,
  offers,
  contracts,
  invoices,
  acts,
  powersOfAttorney,
];

/** Documents of today were made before the story's first message about them. */
function createdAt(seed: DocumentSeed, calendar: Calendar): Date {
  if (seed.day === 0) return calendar.at(0, minuteOfClock("08:05"));
  if (seed.key === "kp-0417") return calendar.at(seed.day, minuteOfClock("16:40"));
  return calendar.at(seed.day, 9 * 60 + randomFor(`made ${seed.key}`).between(5, 25));
}

function toDocument(kind: DocumentKind, seed: DocumentSeed, people: People, calendar: Calendar): DemoDocument {
  const random = randomFor(`document ${seed.key}`);
  const author = people.require(seed.author);
  const phrase = { author, personOf: people.require, slot: pickSlots(random, calendar), calendar, workday: 0, random };
  const words = (text: string): string => setRussianType(resolvePhrase(text, phrase));
  return {
    key: seed.key,
    kind,
    number: resolvePhrase(seed.number, phrase),
    title: words(seed.title),
    text: words(seed.text),
    state: seed.state,
    createdAt: createdAt(seed, calendar),
    documentOn: calendar.isoDate(seed.day),
    dueOn: seed.dueDay === undefined ? null : calendar.isoDate(seed.dueDay),
    counterpartyKey: seed.party ?? null,
    amountRub: seed.amountRub ?? null,
    authorKey: seed.author,
    responsibleKey: seed.responsible,
    participants: seed.sees.split(" ").map((key) => ({ kind: people.isDepartment(key) ? "department" : "person", key })),
    fileKeys: seed.files?.split(" ") ?? [],
  };
}

/** Every document, oldest first. */
export function listDocuments(people: People, calendar: Calendar): readonly DemoDocument[] {
  return seeds
    .flatMap(({ kind, seeds: ofKind }) => ofKind.map((seed) => toDocument(kind, seed, people, calendar)))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.key.localeCompare(b.key));
}

/** Who sees the document: its author, the responsible person and the participants, departments opened up; sorted, unique. */
export function viewersOf(document: DemoDocument, people: People): readonly DemoKey[] {
  const invited = document.participants.flatMap(({ key }) => people.expand(key));
  return [...new Set([document.authorKey, document.responsibleKey, ...invited])].toSorted();
}
