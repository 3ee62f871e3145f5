import type { Participant } from "./types.ts";

/** @returns names of the fields whose value differs, in the order of the change; fields that are not given do not change */
export function listChangedFields<Fields extends object>(before: Fields, change: Partial<Fields>): readonly (keyof Fields & string)[] {
  const names = Object.keys(change) as (keyof Fields & string)[];
  return names.filter((name) => change[name] !== undefined && change[name] !== before[name]);
}

/** @returns each person and each department once, in the order given */
export function distinctParticipants(participants: readonly Participant[]): readonly Participant[] {
  const byKey = new Map(participants.map((participant) => [participantKey(participant), participant]));
  return [...byKey.values()];
}

/** @returns whether both lists name the same people and departments, in whatever order */
export function areSameParticipants(one: readonly Participant[], other: readonly Participant[]): boolean {
  const keys = new Set(one.map(participantKey));
  return keys.size === new Set(other.map(participantKey)).size && other.every((participant) => keys.has(participantKey(participant)));
}

function participantKey(participant: Participant): string {
  return participant.kind === "person" ? `person:${participant.personId}` : `department:${participant.departmentId}`;
}
