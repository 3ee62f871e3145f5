import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { findLetter, listLetters, openMailbox, openMailer, type Letter } from "./index.ts";

let database: TestDatabase<Record<string, never>>;

beforeAll(async () => {
  database = await createTestDatabase({ schema: "test", migrations: [] });
});
afterAll(() => database.stop());

test("the built-in mailbox keeps letters, newest first, page by page", async () => {
  const mailbox = openMailbox(database.kysely, "test");
  for (const subject of ["Первое", "Второе", "Третье"]) await mailbox.send({ to: "anna@example.org", subject, text: "Код: 123" });
  const first = await listLetters(database.kysely, "test", { before: null, limit: 2 });
  const rest = await listLetters(database.kysely, "test", { before: first.at(-1)!.id, limit: 2 });
  expect([...first, ...rest].map(({ subject }) => subject)).toEqual(["Третье", "Второе", "Первое"]);
  expect(await findLetter(database.kysely, "test", first[0]!.id)).toMatchObject({ to: "anna@example.org", text: "Код: 123" });
  expect(await findLetter(database.kysely, "test", "nonsense")).toBeUndefined();
});

test("a mail server gets what it can deliver; letters to nobody stay in the mailbox", async () => {
  const kept: string[] = [];
  const mailbox = { send: async ({ to }: Letter): Promise<void> => void kept.push(to) };
  const received: string[] = [];
  const smtp = createServer((socket) => serveSmtp(socket, received));
  smtp.listen(0, "127.0.0.1");
  await once(smtp, "listening");
  const url = `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}`;
  const mailer = openMailer({ url, from: "veche@example.org" }, mailbox);
  for (const to of ["anna@example.org", "demo@veche.example", "a@b.TEST"]) await mailer.send({ to, subject: "Код", text: "123" });
  expect([received, kept]).toEqual([["anna@example.org"], ["demo@veche.example", "a@b.TEST"]]);
  await openMailer({ url: undefined, from: "" }, mailbox).send({ to: "anna@example.org", subject: "", text: "" });
  expect(kept).toContain("anna@example.org");
  smtp.close();
});

/** Takes every letter and remembers for whom. @see RFC 5321 §4.1.1 */
function serveSmtp(socket: Socket, received: string[]): void {
  let isText = false;
  const answer = (line: string): string => {
    if (isText) return line === "." ? ((isText = false), "250 kept") : "";
    received.push(...[...line.matchAll(/^RCPT TO:<(.+)>/gi)].map(([, address]) => address!));
    isText = /^DATA/i.test(line);
    return isText ? "354 go on" : /^QUIT/i.test(line) ? "221 bye" : "250 good";
  };
  socket.write("220 test\r\n");
  createInterface(socket).on("line", (line) => {
    const said = answer(line);
    if (said !== "") socket.write(`${said}\r\n`);
  });
}
