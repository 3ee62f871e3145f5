import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";
import { describe, expect, it } from "vitest";
import { fitPicture, layOutMessages, listReaders, listRecordPaths, parseMessage, toFileLook, toFirstName } from "./index.ts";

const anna = "0192f0c1-0000-7000-8000-000000000001" as UserId;
const sergey = "0192f0c1-0000-7000-8000-000000000002" as UserId;

function buildMessage(seq: number, createdAt: string, changes: Partial<Message> = {}): Message {
  return {
    id: `m${seq}` as Message["id"],
    conversationId: "c" as Message["conversationId"],
    seq,
    changeSeq: seq,
    authorId: anna,
    text: "…",
    note: null,
    mentions: [],
    replyTo: null,
    forwardedFrom: null,
    attachments: [],
    reactions: [],
    pin: null,
    createdAt,
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}

describe("a thread", () => {
  const day = (at: string) => at.slice(0, 10);
  const shape = (messages: readonly Message[], newFromSeq: number | null = null) =>
    layOutMessages(messages, newFromSeq, day).map((row) => (row.type === "message" ? (row.isFirst ? "first" : "next") : row.type));

  it("groups messages of one author within five minutes", () => {
    const messages = [
      buildMessage(1, "2026-11-24T09:00:00Z"),
      buildMessage(2, "2026-11-24T09:04:00Z"),
      buildMessage(3, "2026-11-24T09:10:00Z"),
      buildMessage(4, "2026-11-24T09:11:00Z", { authorId: sergey }),
    ];
    expect(shape(messages)).toEqual(["day", "first", "next", "first", "first"]);
  });
  it("says each day once and starts a group with it", () =>
    expect(shape([buildMessage(1, "2026-11-23T23:59:00Z"), buildMessage(2, "2026-11-24T00:01:00Z")])).toEqual([
      "day",
      "first",
      "day",
      "first",
    ]));
  it("draws the line of new messages where they begin", () =>
    expect(shape([buildMessage(1, "2026-11-24T09:00:00Z"), buildMessage(2, "2026-11-24T09:01:00Z")], 2)).toEqual([
      "day",
      "first",
      "new",
      "first",
    ]));
  it("lets an answer and what follows a note stand for themselves", () => {
    const replyTo = { seq: 1, authorId: anna, text: "", isDeleted: false };
    const messages = [
      buildMessage(1, "2026-11-24T09:00:00Z", { authorId: null, note: { type: "conversationCreated" } }),
      buildMessage(2, "2026-11-24T09:00:10Z"),
      buildMessage(3, "2026-11-24T09:00:20Z", { replyTo }),
    ];
    expect(shape(messages)).toEqual(["day", "note", "first", "first"]);
  });
});

describe("Markdown of a message", () => {
  it("shows mentions by kind", () => {
    const [paragraph] = parseMessage(`[@Анна Ковалёва](veche:user/${anna}) и [@все](veche:everybody)`);
    expect(paragraph).toMatchObject({
      children: [
        { type: "mention", kind: "user", id: anna, label: "Анна Ковалёва" },
        { type: "text" },
        { type: "mention", kind: "everybody", label: "все" },
      ],
    });
  });
  it("knows the links into the application, each once", () => {
    const nodes = parseMessage(
      "https://veche.test/documents/7 и [ещё](/documents/8), https://example.org/documents/9, https://veche.test/documents/7",
    );
    expect(listRecordPaths(nodes, "https://veche.test")).toEqual(["/documents/7", "/documents/8"]);
  });
  it("leaves an image as it is written: pictures come as files", () => {
    expect(parseMessage("![схема](/a.png)")).toEqual([{ type: "paragraph", children: [{ type: "text", text: "![схема](/a.png)" }] }]);
  });
});

it("who has read a message is known by the marks, without me", () => {
  expect(
    listReaders(
      new Map([
        [anna, 5],
        [sergey, 3],
      ]),
      4,
      null,
    ),
  ).toEqual([anna]);
  expect(listReaders(new Map([[anna, 5]]), 4, anna)).toEqual([]);
});

it.each([
  ["Орлов Дмитрий Павлович", "Дмитрий"],
  ["Анна Ковалёва", "Анна"],
])("the given name of %s is %s", (fullName, name) => expect(toFirstName(fullName)).toBe(name));

it("files say their kind", () => {
  expect(toFileLook("Смета.xlsx")).toEqual({ sign: "XLS", tone: "green" });
  expect(toFileLook("без расширения")).toEqual({ sign: "—", tone: "neutral" });
});

it("pictures keep their shape and never grow", () => {
  expect(fitPicture({ width: 4000, height: 3000 }, 360, 240)).toEqual({ width: 320, height: 240 });
  expect(fitPicture({ width: 20, height: 10 }, 360, 240)).toEqual({ width: 20, height: 10 });
});
