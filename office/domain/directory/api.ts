import { lineSchema, pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { Permission } from "../access/index.ts";
import { Department, departmentId, Me, password, Person, PersonChange, personId, PersonInput, Settings } from "./types.ts";

const here = "/api/office";
const manage = { errors: ["forbidden", "conflict"] } as const;

export const getSetup = route({
  name: "setup.get",
  method: "GET",
  path: `${here}/setup`,
  actor: "public",
  input: z.object({}),
  output: z.object({
    /** empty: nobody yet, the wizard comes · filling: the demo company is being made · ready */
    state: z.enum(["empty", "filling", "ready"]),
    /** 0–1 while filling */
    progress: z.number(),
    organisationName: z.string().nullable(),
    /** on a demo installation only: people to sign in as, and the password made for this installation */
    demo: z
      .object({ password: z.string(), people: z.array(Person.pick({ id: true, login: true, fullName: true, position: true })) })
      .nullable(),
  }),
  summary: "What the first visitor sees.",
});

export const createCompany = route({
  name: "setup.createCompany",
  method: "POST",
  path: `${here}/setup/company`,
  actor: "public",
  input: z.object({
    organisationName: lineSchema(200),
    administrator: PersonInput.pick({ login: true, fullName: true, position: true, email: true }).extend({ password }),
    /** at least one more person: discussions need two */
    people: z
      .array(PersonInput.pick({ login: true, fullName: true, position: true, email: true }).extend({ password }))
      .min(1)
      .max(500),
    language: z.enum(["ru", "en"]).default("ru"),
  }),
  output: Me,
  errors: ["conflict"],
  summary: "Makes the organisation, its administrator and the first people, and signs the administrator in. Works once.",
});

export const createDemo = route({
  name: "setup.createDemo",
  method: "POST",
  path: `${here}/setup/demo`,
  actor: "public",
  input: z.object({}),
  output: z.object({}),
  errors: ["conflict"],
  summary: "Starts filling the demo company; `setup.get` tells the progress.",
});

export const describeDemo = route({
  name: "setup.describeDemo",
  method: "GET",
  path: `${here}/setup/demo`,
  actor: "public",
  input: z.object({}),
  output: z.object({
    personCount: z.number().int(),
    departmentCount: z.number().int(),
    documentCount: z.number().int(),
    /** those in which something is written */
    conversationCount: z.number().int(),
    messageCount: z.number().int(),
  }),
  summary: "What the demo company would hold.",
});

export const getMe = route({
  name: "session.getMe",
  method: "GET",
  path: `${here}/me`,
  input: z.object({}),
  output: Me,
  summary: "Who I am.",
});

export const updateSettings = route({
  name: "session.updateSettings",
  method: "PATCH",
  path: `${here}/me/settings`,
  input: Settings.partial(),
  output: Me,
  summary: "My language, theme, technician mode, keys, sound.",
});

export const listDepartments = route({
  name: "directory.listDepartments",
  method: "GET",
  path: `${here}/departments`,
  input: z.object({}),
  output: z.object({
    items: z.array(Department),
    /** people who are not blocked, with a department or without */
    personCount: z.number().int(),
  }),
  summary: "The whole tree of departments, by name.",
});

export const listPeople = route({
  name: "directory.listPeople",
  method: "GET",
  path: `${here}/people`,
  input: z.object({
    /** part of a name, position, responsibility; also in the wrong keyboard layout */
    query: z.string().max(100).optional(),
    /** with everything below it */
    departmentId: departmentId.optional(),
    /** blocked ones too: for who manages users */
    withBlocked: z.stringbool().default(false),
    ...pageInput,
  }),
  output: pageSchema(Person),
  summary: "The address book, by name.",
});

export const getPerson = route({
  name: "directory.getPerson",
  method: "GET",
  path: `${here}/people/:personId`,
  input: z.object({ personId }),
  output: z.object({ person: Person, permissions: z.array(Permission), can: z.object({ edit: z.boolean(), block: z.boolean() }) }),
  summary: "One card. Permissions are shown to the person himself and to who manages users.",
});

export const createPerson = route({
  name: "directory.createPerson",
  method: "POST",
  path: `${here}/people`,
  input: PersonInput.extend({ password }),
  output: Person,
  ...manage,
  summary: "Adds a person. `conflict {reason: login_taken}` when the login is in use.",
});

export const updatePerson = route({
  name: "directory.updatePerson",
  method: "PATCH",
  path: `${here}/people/:personId`,
  input: PersonChange.extend({ personId, password: password.optional() }),
  output: Person,
  ...manage,
  summary: "Changes a card; the last administrator keeps his rights.",
});

export const setBlocked = route({
  name: "directory.setBlocked",
  method: "PUT",
  path: `${here}/people/:personId/blocked`,
  input: z.object({ personId, isBlocked: z.boolean() }),
  output: Person,
  ...manage,
  summary: "Blocks or unblocks. Blocking ends sessions and sockets everywhere at once.",
});

export const createDepartment = route({
  name: "directory.createDepartment",
  method: "POST",
  path: `${here}/departments`,
  input: z.object({ name: lineSchema(200), parentId: departmentId.nullable().default(null), headId: personId.nullable().default(null) }),
  output: Department,
  ...manage,
  summary: "Adds a department.",
});

export const updateDepartment = route({
  name: "directory.updateDepartment",
  method: "PATCH",
  path: `${here}/departments/:departmentId`,
  input: z.object({
    departmentId,
    name: lineSchema(200).optional(),
    parentId: departmentId.nullable().optional(),
    headId: personId.nullable().optional(),
  }),
  output: Department,
  ...manage,
  summary: "Renames or moves. `conflict {reason: cycle}` when it would stand under itself.",
});

export const deleteDepartment = route({
  name: "directory.deleteDepartment",
  method: "DELETE",
  path: `${here}/departments/:departmentId`,
  input: z.object({ departmentId }),
  output: z.object({}),
  ...manage,
  summary: "Removes an empty department. `conflict {reason: not_empty}` otherwise.",
});

export const directoryRoutes = [
  getSetup,
  createCompany,
  createDemo,
  describeDemo,
  getMe,
  updateSettings,
  listDepartments,
  listPeople,
  getPerson,
  createPerson,
  updatePerson,
  setBlocked,
  createDepartment,
  updateDepartment,
  deleteDepartment,
];
