import { minuteOfClock } from "./calendar.ts";
import type { Calendar } from "./calendar.ts";
import { viewersOf } from "./documents.ts";
import type { People } from "./people.ts";
import { randomFor } from "./random.ts";
import { departmentVolume, groupConversations, personalPairs, subDepartmentVolume } from "./texts/conversations.ts";
import { departments } from "./texts/departments.ts";
import { setRussianType } from "./typography.ts";
import type { DemoConversation, DemoDocument, DemoKey } from "./types.ts";

/** A conversation and about how many messages the ordinary days leave in it. */
export type PlannedConversation = { conversation: DemoConversation; volume: number };

/** The first working day the company's chats remember. */
export const firstWorkday = -64;

/** The key of a document's discussion. */
export function discussionKey(documentKey: DemoKey): DemoKey {
  return `doc:${documentKey}`;
}

function membersOf(source: string, people: People): readonly DemoKey[] {
  return [...new Set(source.split(" ").flatMap((key) => people.expand(key)))].toSorted();
}

function planPersonal(people: People, createdAt: Date): readonly PlannedConversation[] {
  return personalPairs.map(([first, second, volume]) => ({
    volume,
    conversation: {
      key: `${first}+${second}`,
      kind: "personal",
      title: "",
      departmentKey: null,
      documentKey: null,
      ownerKey: first,
      memberKeys: membersOf(`${first} ${second}`, people),
      createdAt,
    },
  }));
}

function planGroups(people: People, createdAt: Date): readonly PlannedConversation[] {
  const ofDepartments = departments.map((one) => ({
    key: one.key,
    kind: "department" as const,
    title: one.name,
    owner: one.headKey,
    members: one.key,
    volume: departmentVolume[one.key] ?? subDepartmentVolume,
  }));
  return [...ofDepartments, ...groupConversations].map((seed) => ({
    volume: seed.volume,
    conversation: {
      key: seed.key,
      kind: seed.kind,
      title: setRussianType(seed.title),
      departmentKey: seed.kind === "department" ? seed.key : null,
      documentKey: null,
      ownerKey: seed.owner,
      memberKeys: membersOf(`${seed.members} ${seed.owner}`, people),
      createdAt,
    },
  }));
}

function planDiscussions(documents: readonly DemoDocument[], people: People): readonly PlannedConversation[] {
  return documents.map((document) => {
    const random = randomFor(`discussed ${document.key}`);
    const isTalkedOver = document.state !== "draft" && random.chance(0.85);
    return {
      volume: isTalkedOver ? random.between(4, 14) : 0,
      conversation: {
        key: discussionKey(document.key),
        kind: "context",
        title: setRussianType(document.number === "" ? document.title : `${document.number} · ${document.title}`),
        departmentKey: null,
        documentKey: document.key,
        ownerKey: document.authorKey,
        memberKeys: viewersOf(document, people),
        createdAt: document.createdAt,
      },
    };
  });
}

/** Every conversation of the company; every document has its discussion, whether or not somebody has written there. */
export function planConversations(people: People, documents: readonly DemoDocument[], calendar: Calendar): readonly PlannedConversation[] {
  const beginning = calendar.at(firstWorkday, minuteOfClock("08:30"));
  return [...planGroups(people, beginning), ...planPersonal(people, beginning), ...planDiscussions(documents, people)];
}
