import { errorStatus, type ErrorCode, type Route } from "@veche/kernel";
import * as z from "zod";

export interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Every operation may fail so, without saying it. */
const commonErrors: readonly ErrorCode[] = ["invalid", "not_found", "too_many_requests", "internal"];

/**
 * The OpenAPI document of the routes, in a stable order: it is kept in git and compared.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function describeRoutes(routes: readonly Route[], info: ApiInfo): Json {
  const byPath = Map.groupBy(routes.toSorted(compareRoutes), ({ path }) => path.replace(/:([A-Za-z]+)/g, "{$1}"));
  const paths = [...byPath].map(([path, group]) => [
    path,
    Object.fromEntries(group.map((route) => [route.method.toLowerCase(), describeOperation(route)])),
  ]);
  return {
    openapi: "3.1.1",
    info,
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        user: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "A person: a token the application signed, or the session cookie.",
        },
        application: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The application itself: a token it signed." },
      },
      schemas: {
        Error: {
          type: "object",
          properties: { code: { type: "string", enum: Object.keys(errorStatus).toSorted() }, details: { type: "object" } },
          required: ["code", "details"],
        },
      },
    },
  };
}

function compareRoutes(a: Route, b: Route): number {
  const keyA = `${a.path} ${a.method}`;
  const keyB = `${b.path} ${b.method}`;
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}

function describeOperation(route: Route): Json {
  const { properties, required, ...input } = toInputSchema(route);
  const pathNames = new Set([...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name!));
  const isBody = route.method !== "GET" && route.method !== "DELETE";
  const parameters = Object.entries(properties)
    .filter(([name]) => pathNames.has(name) || !isBody)
    .map(([name, schema]) => describeParameter(name, schema, pathNames.has(name), required.includes(name)));
  const rest = Object.entries(properties).filter(([name]) => !pathNames.has(name));
  const bodySchema = { ...input, properties: Object.fromEntries(rest), required: required.filter((name) => !pathNames.has(name)) };
  return {
    operationId: route.name,
    tags: [route.name.split(".")[0]],
    summary: route.summary,
    ...(route.actor !== "public" && { security: [{ [route.actor]: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(isBody && rest.length > 0 && { requestBody: { required: true, content: toJsonContent(bodySchema) } }),
    responses: {
      "200": { description: "Done.", content: toJsonContent(toSchema(route.output, "output")) },
      ...describeFailures(route),
    },
  };
}

function describeParameter(name: string, schema: unknown, isPath: boolean, isRequired: boolean): Json {
  return { name, in: isPath ? "path" : "query", required: isPath || isRequired, schema };
}

function describeFailures(route: Route): Json {
  const signIn: readonly ErrorCode[] = route.actor === "public" ? [] : ["unauthenticated"];
  const codes = [...new Set([...commonErrors, ...signIn, ...route.errors])].toSorted();
  const byStatus = Map.groupBy(codes, (code) => String(errorStatus[code]));
  const entries = [...byStatus].toSorted(([a], [b]) => Number(a) - Number(b));
  return Object.fromEntries(entries.map(([status, group]) => [status, { description: group.join(", "), content: toErrorContent(group) }]));
}

function toErrorContent(codes: readonly ErrorCode[]): Json {
  const own = { properties: { code: { enum: codes } } };
  return toJsonContent({ allOf: [{ $ref: "#/components/schemas/Error" }, own] });
}

const toJsonContent = (schema: unknown): Json => ({ "application/json": { schema } });

interface ObjectSchema extends Json {
  readonly properties: Json;
  readonly required: readonly string[];
}

function toInputSchema(route: Route): ObjectSchema {
  const schema = toSchema(route.input, "input") as Partial<ObjectSchema>;
  return { ...schema, properties: schema.properties ?? {}, required: schema.required ?? [] };
}

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any", reused: "inline" });
  return rest;
}
