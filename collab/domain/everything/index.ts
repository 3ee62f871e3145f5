import type { Route } from "@veche/kernel";
import * as z from "zod";
import { callRoutes, CallEvent } from "../calls/index.ts";
import { conversationRoutes, ConversationEvent } from "../conversations/index.ts";
import { directoryRoutes, DirectoryEvent } from "../directory/index.ts";
import { fileRoutes } from "../files/index.ts";
import { messageRoutes, MessageEvent, SavedMessageEvent } from "../messages/index.ts";
import { notificationRoutes } from "../notifications/index.ts";
import { presenceRoutes, PresenceEvent } from "../presence/index.ts";
import { searchRoutes } from "../search/index.ts";
import { tenantRoutes } from "../tenants/index.ts";

/** Every operation of the collaboration server, in the order of its features. */
export const collabRoutes: readonly Route[] = [
  ...tenantRoutes,
  ...directoryRoutes,
  ...fileRoutes,
  ...conversationRoutes,
  ...messageRoutes,
  ...presenceRoutes,
  ...searchRoutes,
  ...callRoutes,
  ...notificationRoutes,
];

/** Every event a browser may hear. */
export const CollabEvent = z.union([DirectoryEvent, ConversationEvent, MessageEvent, SavedMessageEvent, PresenceEvent, CallEvent]);
export type CollabEvent = z.output<typeof CollabEvent>;
/** Path of the live socket. */
export const collabLivePath = "/api/collab/live";
