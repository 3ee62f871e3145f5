import { newId } from "@veche/kernel";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyDocumentEvent } from "./apply.ts";
import { decideAbilities } from "./policy.ts";
import { areSameParticipants, distinctParticipants, listChangedFields, parseRelation, toRelation } from "./rules.ts";
import { relations } from "./types.ts";
import type { DocumentEvent } from "./events.ts";
import type { DocumentRow, Participant } from "./types.ts";

const [author, responsible, reader] = [newId<"Person">(), newId<"Person">(), newId<"Person">()];

test.each([
  ["the author of a draft", author, "draft", { edit: true, share: true, delete: true, register: false }],
  ["the author of a registered document", author, "registered", { edit: true, share: true, delete: false, register: false }],
  ["the responsible person", responsible, "draft", { edit: true, share: true, delete: false, register: false }],
  ["a reader", reader, "draft", { edit: false, share: false, delete: false, register: false }],
] as const)("abilities of %s", (_, personId, state, can) => {
  expect(
    decideAbilities({ personId, permissions: [] }, { authorId: author, responsibleId: responsible, state, isRegistered: false }),
  ).toEqual(can);
});

test("only fields with another value have changed", () => {
  expect(listChangedFields({ title: "a", number: "1", text: "" }, { title: "a", number: "2" })).toEqual(["number"]);
  expect(listChangedFields<{ dueOn: string | null }>({ dueOn: "2026-01-01" }, { dueOn: null })).toEqual(["dueOn"]);
});

test("participants are a set", () => {
  const [one, two]: Participant[] = [
    { kind: "person", personId: reader },
    { kind: "department", departmentId: newId<"Department">() },
  ];
  expect(distinctParticipants([one!, two!, one!])).toEqual([one, two]);
  expect(areSameParticipants([one!, two!], [two!, one!, one!])).toBe(true);
  expect(areSameParticipants([one!], [one!, two!])).toBe(false);
  expect(areSameParticipants([one!, two!], [one!])).toBe(false);
});

test.each(relations)("%s is read as the link that it was written from", (relation) => {
  const { type, isFrom } = parseRelation(relation);
  expect(toRelation(type, isFrom)).toBe(relation);
});

const ids = Array.from({ length: 4 }, () => newId<"Document">());
const arbitraryEvent = fc
  .record({ index: fc.nat(3), day: fc.integer({ min: 10, max: 28 }), closes: fc.boolean() })
  .map(({ index, day, closes }): DocumentEvent =>
    closes
      ? { type: "document.closed", documentId: ids[index]! }
      : { type: "document.changed", document: buildRow(index, day), version: day },
  );

test("hearing an event twice is hearing it once", () => {
  fc.assert(
    fc.property(fc.array(arbitraryEvent), arbitraryEvent, (earlier, event) => {
      const rows = earlier.reduce<readonly DocumentRow[]>(applyDocumentEvent, []);
      const once = applyDocumentEvent(rows, event);
      expect(applyDocumentEvent(once, event)).toEqual(once);
    }),
  );
});

function buildRow(index: number, day: number): DocumentRow {
  const updatedAt = `2026-11-${day}T10:00:00.000Z`;
  return {
    id: ids[index]!,
    kind: "memo",
    title: "О ремонте",
    number: "",
    documentOn: null,
    state: "draft",
    counterparty: "",
    amountMinor: null,
    responsibleId: responsible,
    authorId: author,
    dueOn: null,
    fileCount: 0,
    createdAt: updatedAt,
    updatedAt,
  };
}
