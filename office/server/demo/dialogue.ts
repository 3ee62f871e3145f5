import type { Calendar } from "./calendar.ts";
import type { People } from "./people.ts";
import { mentionedKeys, resolvePhrase } from "./phrase.ts";
import type { Random } from "./random.ts";
import type { ScriptLine } from "./script.ts";
import { pickSlots } from "./slots.ts";
import type { DemoConversation, DemoKey, DemoMessage, DemoPerson, DemoReaction } from "./types.ts";
import { setRussianType } from "./typography.ts";

/** A dialogue with its people: what a role means here and who may react. */
export type Cast = { roles: ReadonlyMap<string, DemoPerson>; members: readonly DemoKey[] };

/** Where and when a dialogue happens. */
export type Stage = {
  conversation: DemoConversation;
  people: People;
  calendar: Calendar;
  random: Random;
  cast: Cast;
  /** The working day that the dates of the words are counted from. */
  workday: number;
  /** The instants of the lines, ascending, one for each. */
  instants: readonly Date[];
};

const editDelayMs = 95_000;

function personOf(name: string, stage: Stage): DemoPerson {
  return stage.cast.roles.get(name) ?? stage.people.require(name);
}

function reactionsOf(line: ScriptLine, author: DemoPerson, stage: Stage): readonly DemoReaction[] {
  const others = stage.cast.members.filter((key) => key !== author.key);
  return line.reactions
    .map(({ emoji, who }) => {
      const count = Number(who[0]);
      const keys = Number.isNaN(count)
        ? who.map((name) => personOf(name, stage).key).filter((key) => stage.cast.members.includes(key))
        : stage.random.shuffle(others).slice(0, count);
      return { emoji, personKeys: [...new Set(keys)] };
    })
    .filter(({ personKeys }) => personKeys.length > 0);
}

/** Turns the lines of a dialogue into messages without keys of their own: they are numbered when all are known. */
export function playDialogue(lines: readonly ScriptLine[], stage: Stage): readonly DemoMessage[] {
  const slot = pickSlots(stage.random, stage.calendar);
  const keyOf = (index: number): DemoKey => `${stage.conversation.key}@${stage.instants[index]!.getTime()}`;
  return lines.map((line, index) => {
    const author = personOf(line.author, stage);
    const phrase = {
      author,
      personOf: (name: string) => personOf(name, stage),
      slot,
      calendar: stage.calendar,
      workday: stage.workday,
      random: stage.random,
    };
    const words = (template: string): string => setRussianType(resolvePhrase(template, phrase));
    const text = words(line.text);
    const at = stage.instants[index]!;
    return {
      key: keyOf(index),
      conversationKey: stage.conversation.key,
      authorKey: author.key,
      at,
      text,
      mentionKeys: mentionedKeys(text),
      replyToKey: line.replyBack > 0 ? keyOf(index - line.replyBack) : null,
      edit:
        line.earlierText === null
          ? null
          : { at: stage.calendar.notAfterNow(new Date(at.getTime() + editDelayMs)), earlierText: words(line.earlierText) },
      reactions: reactionsOf(line, author, stage),
      documentKeys: line.documentKeys,
      fileKeys: line.fileKeys,
    };
  });
}
