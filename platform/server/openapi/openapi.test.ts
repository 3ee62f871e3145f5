import { idSchema, pageInput, route } from "@veche/kernel";
import { expect, test } from "vitest";
import * as z from "zod";
import { describeRoutes } from "./index.ts";

const output = z.object({ id: z.string() });
const get = route({
  name: "things.list",
  method: "GET",
  path: "/api/rooms/:roomId/things",
  input: z.object({ roomId: idSchema<"Room">(), ...pageInput }),
  output,
  summary: "Things of a room.",
});
const post = route({
  name: "things.add",
  method: "POST",
  path: "/api/rooms/:roomId/things",
  input: z.object({ roomId: idSchema<"Room">(), text: z.string().max(10) }),
  output,
  errors: ["conflict"],
  actor: "application",
  summary: "Adds a thing.",
});

type Operation = {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: object } } };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
  readonly security: readonly object[];
};

function describe(): Readonly<Record<string, Operation>> {
  const document = describeRoutes([post, get], { title: "Veche", version: "1" });
  return (document["paths"] as Record<string, Record<string, Operation>>)["/api/rooms/{roomId}/things"]!;
}

test("a reading operation has its input in path and query", () => {
  expect(describe()["get"]!.parameters).toMatchObject([
    { name: "roomId", in: "path", required: true },
    { name: "cursor", in: "query", required: false },
    { name: "limit", in: "query", required: false },
  ]);
  expect(describe()["get"]!.requestBody).toBeUndefined();
});

test("a writing operation has the rest of its input in the body, and says how it fails and who may call", () => {
  const { requestBody, responses, security, parameters } = describe()["post"]!;
  expect(parameters.map(({ name }) => name)).toEqual(["roomId"]);
  expect(requestBody!.content["application/json"].schema).toMatchObject({
    properties: { text: { type: "string", maxLength: 10 } },
    required: ["text"],
  });
  expect(Object.keys(responses)).toEqual(["200", "400", "401", "404", "409", "429", "500"]);
  expect(security).toEqual([{ application: [] }]);
});

test("the order of the routes does not change the document", () => {
  const info = { title: "Veche", version: "1" };
  expect(JSON.stringify(describeRoutes([get, post], info))).toBe(JSON.stringify(describeRoutes([post, get], info)));
});
