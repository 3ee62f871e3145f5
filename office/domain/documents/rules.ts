import { must } from "@veche/kernel";
import { linkTypes } from "./types.ts";
import type { DocumentState, LinkType, Participant, Relation } from "./types.ts";

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

const fixedFields: ReadonlySet<string> = new Set(["kind", "number", "documentOn"]);

/**
 * Why fields may not be changed so: what was registered keeps its kind, number and date and is no draft again, and nothing becomes
 * registered but by registering it. null: they may.
 */
export function findChangeFault(
  isRegistered: boolean,
  names: readonly string[],
  state: DocumentState | undefined,
): { readonly reason: "registered"; readonly fields: readonly string[] } | { readonly reason: "notRegistered" } | null {
  if (!isRegistered) return names.includes("state") && state === "registered" ? { reason: "notRegistered" } : null;
  const fields = names.filter((name) => fixedFields.has(name) || (name === "state" && state === "draft"));
  return fields.length > 0 ? { reason: "registered", fields } : null;
}

const backwards: Readonly<Record<LinkType, Relation>> = {
  inReplyTo: "answeredBy",
  basis: "basisOf",
  supersedes: "supersededBy",
  appendix: "hasAppendix",
};

/** @returns what the document at the other end of a link is called by: «in reply to» seen from there is «answered by» */
export function toRelation(type: LinkType, isFrom: boolean): Relation {
  return isFrom ? type : backwards[type];
}

/** @returns the link that a relation of a document says; `isFrom`: whether this document is the one that is something to the other */
export function parseRelation(relation: Relation): { readonly type: LinkType; readonly isFrom: boolean } {
  const said = linkTypes.find((type) => type === relation);
  if (said !== undefined) return { type: said, isFrom: true };
  return { type: must(linkTypes.find((type) => backwards[type] === relation)), isFrom: false };
}
