import { minuteOfClock } from "./calendar.ts";
import type { Calendar } from "./calendar.ts";
import { firstWorkday } from "./conversations.ts";
import type { PlannedConversation } from "./conversations.ts";
import { playDialogue } from "./dialogue.ts";
import type { Cast } from "./dialogue.ts";
import type { People } from "./people.ts";
import { randomFor } from "./random.ts";
import type { Random } from "./random.ts";
import { parseScript } from "./script.ts";
import type { ScriptLine } from "./script.ts";
import { commonScenes } from "./texts/scenes-common.ts";
import { departmentScenes } from "./texts/scenes-departments.ts";
import { documentScenes } from "./texts/scenes-documents.ts";
import { groupScenes } from "./texts/scenes-groups.ts";
import { personalScenes } from "./texts/scenes-personal.ts";
import { companyStory } from "./texts/story-company.ts";
import { salesStory } from "./texts/story-sales.ts";
import type { DemoConversation, DemoDocument, DemoKey, DemoMessage } from "./types.ts";

type Scene = readonly ScriptLine[];

/** Where nobody goes to building sites. */
const deskChats: ReadonlySet<DemoKey> = new Set(["board", "accounting", "legal", "records"]);

function isAboutSites(scene: Scene): boolean {
  return scene.some(({ text }) => /\{site|допуск|спецодежд|сметы файлом|изоляц/.test(text));
}

/** What the composer of one company works with. */
export type Composition = { people: People; calendar: Calendar; documents: readonly DemoDocument[] };

const story = { ...salesStory, ...companyStory };
/** The written story owns the last days of a conversation; ordinary scenes stay before them. */
const lastOrdinaryWorkday = -4;
const lateWorkday = -1;

function scenesFor(conversation: DemoConversation, composition: Composition): { own: readonly Scene[]; common: readonly Scene[] } {
  if (conversation.documentKey !== null) {
    const document = composition.documents.find(({ key }) => key === conversation.documentKey)!;
    return { own: parseScript(documentScenes[document.kind]), common: [] };
  }
  if (conversation.kind === "personal") return { own: parseScript(personalScenes), common: [] };
  const source = departmentScenes[conversation.key] ?? groupScenes[conversation.key] ?? "";
  // The whole company hears announcements, not who has seen the stapler; three people do not call each other «коллеги».
  if (conversation.kind === "broadcast") return { own: parseScript(source), common: [] };
  const common = parseScript(conversation.memberKeys.length > 3 ? commonScenes : personalScenes);
  return { own: parseScript(source), common: deskChats.has(conversation.key) ? common.filter((scene) => !isAboutSites(scene)) : common };
}

function rolesOf(scene: Scene): readonly string[] {
  const spoken = scene.flatMap((line) => [
    line.author,
    ...line.reactions.flatMap(({ who }) => who),
    ...[...`${line.text} ${line.earlierText ?? ""}`.matchAll(/[{[<]@?([A-Z])[}:]/g)].map((match) => match[1]!),
  ]);
  return [...new Set(spoken.filter((name) => /^[A-Z]$/.test(name)))].toSorted();
}

function loginsOf(scene: Scene): readonly string[] {
  return [...new Set(scene.map((line) => line.author).filter((author) => author.length > 1))];
}

/** Gives the roles of a scene to members who are at work that day; undefined when there are too few. */
function castScene(scene: Scene, conversation: DemoConversation, date: string, composition: Composition, random: Random): Cast | undefined {
  const { people, documents } = composition;
  const named = loginsOf(scene);
  const present = (key: DemoKey): boolean => !people.isAway(key, date);
  if (!named.every((key) => conversation.memberKeys.includes(key) && present(key))) return undefined;
  const document = documents.find(({ key }) => key === conversation.documentKey);
  const leading = document ? [...new Set([document.authorKey, document.responsibleKey])] : [];
  const free = random.shuffle(conversation.memberKeys).filter((key) => present(key) && !named.includes(key) && !leading.includes(key));
  const roles = rolesOf(scene);
  const actors = [...leading, ...free];
  if (actors.length < roles.length) return undefined;
  return {
    roles: new Map(roles.map((role, index) => [role, people.require(actors[index]!)])),
    members: conversation.memberKeys,
  };
}

/** Pauses between the lines of people who also work. */
function instantsFrom(startMinute: number, workday: number, count: number, calendar: Calendar, random: Random): readonly Date[] {
  let minute = startMinute;
  return Array.from({ length: count }, () => {
    const instant = calendar.at(workday, minute + random.between(0, 55) / 60);
    minute += random.chance(0.12) ? random.between(12, 24) : random.between(1, 5);
    return instant;
  });
}

/** Starts of dialogues, so far apart that none runs into the next. */
const dayParts = ["09:04", "10:50", "13:05", "15:10"].map(minuteOfClock);
const startSlackMinutes = 55;
/** Most conversations have heard something today already. */
const shareTalkingToday = 0.6;
const thisMorning = { workday: 0, minute: minuteOfClock("08:31") };
const storyClock = minuteOfClock("10:20");

function listOccasions(from: number, to: number, random: Random): readonly { workday: number; minute: number }[] {
  const occasions: { workday: number; minute: number }[] = [];
  for (let workday = from; workday <= to; workday++) for (const minute of dayParts) occasions.push({ workday, minute });
  const earlier = random.shuffle(occasions);
  return to === lateWorkday && random.chance(shareTalkingToday) ? [thisMorning, ...earlier] : earlier;
}

const changingSlot = /\{(?:client|supplier|site|sum|product)/;

/** The scenes in the order of their use: all once, own ones before most of the common ones; then again those that will not sound the same. */
function orderScenes(conversation: DemoConversation, composition: Composition, random: Random): readonly Scene[] {
  const { own, common } = scenesFor(conversation, composition);
  const mixed = random.shuffle(common);
  const first = random.shuffle([...own, ...mixed.slice(0, own.length + 4)]);
  const again = own.filter((scene) => conversation.documentKey === null && scene.some(({ text }) => changingSlot.test(text)));
  return [...first, ...mixed.slice(own.length + 4), ...random.shuffle(again)];
}

function workdaySince(date: string, calendar: Calendar): number {
  let workday = 0;
  while (workday > firstWorkday && calendar.isoDate(workday) > date) workday--;
  return workday;
}

function composeOrdinary(
  { conversation, volume }: PlannedConversation,
  hasStory: boolean,
  composition: Composition,
): readonly DemoMessage[] {
  const { calendar } = composition;
  const random = randomFor(`scenes ${conversation.key}`);
  const document = composition.documents.find(({ key }) => key === conversation.documentKey);
  const from = document ? workdaySince(document.documentOn, calendar) : firstWorkday + 1;
  const to = document ? Math.min(lateWorkday, hasStory ? -13 : from + 9) : hasStory ? lastOrdinaryWorkday : lateWorkday;
  const occasions = listOccasions(from + (document ? 0 : 1), to, random);
  const earliest = document ? document.createdAt.getTime() : 0;
  const messages: DemoMessage[] = [];
  let next = 0;
  for (const scene of orderScenes(conversation, composition, random)) {
    const occasion = occasions[next];
    if (messages.length >= volume || !occasion) break;
    const cast = castScene(scene, conversation, calendar.isoDate(occasion.workday), composition, random);
    const start = occasion.minute + random.between(0, startSlackMinutes);
    next++;
    if (!cast || calendar.at(occasion.workday, start).getTime() <= earliest) continue;
    const instants = instantsFrom(start, occasion.workday, scene.length, calendar, random);
    if (instants.at(-1)! > calendar.at(0, storyClock)) continue;
    messages.push(
      ...playDialogue(scene, { conversation, people: composition.people, calendar, random, cast, workday: occasion.workday, instants }),
    );
  }
  return messages;
}

function composeStory(conversation: DemoConversation, source: string, composition: Composition): readonly DemoMessage[] {
  const { calendar, people } = composition;
  const lines = parseScript(source).flat();
  const instants = lines.map(({ when }) => calendar.at(when!.workday, minuteOfClock(when!.clock)));
  const cast = { roles: new Map(), members: conversation.memberKeys };
  return playDialogue(lines, {
    conversation,
    people,
    calendar,
    random: randomFor(`story ${conversation.key}`),
    cast,
    workday: 0,
    instants,
  });
}

function renumber(message: DemoMessage, numbered: ReadonlyMap<DemoKey, DemoKey>): DemoMessage {
  const { key, replyToKey } = message;
  return { ...message, key: numbered.get(key)!, replyToKey: replyToKey === null ? null : numbered.get(replyToKey)! };
}

/** Everything ever written in one conversation, oldest first, numbered `key#1`, `key#2`, … */
export function composeMessages(planned: PlannedConversation, composition: Composition): readonly DemoMessage[] {
  const source = story[planned.conversation.key];
  const written = source === undefined ? [] : composeStory(planned.conversation, source, composition);
  const all = [...composeOrdinary(planned, source !== undefined, composition), ...written].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const numbered = new Map(all.map((message, index) => [message.key, `${planned.conversation.key}#${index + 1}`]));
  return all.map((message) => renumber(message, numbered));
}
