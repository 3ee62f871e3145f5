import { pageInput, pageSchema, route } from "@veche/kernel";
import * as z from "zod";
import { Application } from "../tenants/index.ts";
import { externalId, Group, MirroredGroup, MirroredUser, ReconcileResult, sessionId, User, userId } from "./types.ts";

export const reconcileDirectory = route({
  name: "directory.reconcile",
  method: "PUT",
  path: "/api/collab/directory",
  actor: "application",
  input: z.object({
    users: z.array(MirroredUser).max(50_000),
    groups: z.array(MirroredGroup).max(10_000),
    /** true: this is everybody; who is missing here is blocked, groups missing here are removed */
    isComplete: z.boolean(),
  }),
  output: ReconcileResult,
  summary: "Makes the mirror equal to the application's own list of people and groups. Repeating it changes nothing.",
});

export const endSessions = route({
  name: "directory.endSessions",
  method: "POST",
  path: "/api/collab/sessions/end",
  actor: "application",
  input: z.object({
    /** as the `sid` of their tokens said */
    sessionIds: z.array(sessionId).min(1).max(1_000),
  }),
  output: z.object({}),
  summary:
    "Somebody has signed out of the application there: sockets, tokens and file tickets of these sessions end at once. Repeating it changes nothing.",
});

export const getMe = route({
  name: "directory.getMe",
  method: "GET",
  path: "/api/collab/me",
  input: z.object({}),
  output: z.object({ user: User, application: Application.pick({ id: true, name: true, url: true }), groupIds: z.array(z.string()) }),
  summary: "Who I am here.",
});

export const listUsers = route({
  name: "directory.listUsers",
  method: "GET",
  path: "/api/collab/users",
  input: z.object({
    /** part of a name, position or login; also typed in the wrong keyboard layout */
    query: z.string().max(100).optional(),
    ...pageInput,
  }),
  output: pageSchema(User),
  summary: "People of my application, active ones, by name.",
});

export const getUsers = route({
  name: "directory.getUsers",
  method: "POST",
  path: "/api/collab/users/get",
  input: z.object({
    userIds: z.array(userId).max(500).default([]),
    /** the application's own names of people */
    externalIds: z.array(externalId).max(500).default([]),
  }),
  output: z.object({ users: z.array(User) }),
  summary: "People by id or by the application's own name, blocked ones included; unknown ones are left out.",
});

export const listGroups = route({
  name: "directory.listGroups",
  method: "GET",
  path: "/api/collab/groups",
  input: z.object({ query: z.string().max(100).optional(), ...pageInput }),
  output: pageSchema(Group),
  summary: "Departments of my application, by name. Roles only carry rights: nobody writes to them.",
});

export const directoryRoutes = [reconcileDirectory, endSessions, getMe, listUsers, getUsers, listGroups];
