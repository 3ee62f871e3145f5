import { callRules, toIdentity } from "@veche/collab-domain/calls";
import type { Call, CallId } from "@veche/collab-domain/calls";
import type { SystemNote } from "@veche/collab-domain/messages";
import type { ApplicationId } from "@veche/collab-domain/tenants";
import type { Db, TenantContext } from "../context.ts";
import { listAudienceUserIds } from "../conversations/index.ts";
import type { MediaServer } from "./media.ts";
import { saveCall } from "./store.ts";

/** What calls use of the running server. */
export interface Scope {
  readonly media: MediaServer;
  /** Queues looking at a call at a moment to come. */
  scheduleSettling(db: Db, place: { readonly applicationId: ApplicationId; readonly id: CallId }, at: Date): Promise<void>;
  /** what was asked of the media server and failed; the next look at the call tries again */
  handleFault(error: unknown): void;
}

/** Saves what became of a call, tells everybody who sees the conversation, and makes the media server follow. */
export async function keepCall(scope: Scope, ctx: TenantContext, before: Call | null, call: Call): Promise<Call> {
  if (call === before) return call;
  const { applicationId, db } = ctx;
  await saveCall(db, applicationId, call);
  if (call.state === "ended" && before?.state !== "ended") await ctx.parts.messages.writeSystemNote(ctx, call.conversationId, toNote(call));
  const userIds = await listAudienceUserIds(db, { applicationId, id: call.conversationId });
  ctx.emit({ type: "call.changed", call }, { userIds });
  const next = callRules.nextSettlement(call);
  if (next) await scope.scheduleSettling(db, { applicationId, id: call.id }, next);
  ctx.afterCommit(() => void followInMedia(scope, before, call).catch((error: unknown) => scope.handleFault(error)));
  return call;
}

/** Who has gone is not in the room any more, and what has ended has no room. */
async function followInMedia({ media }: Scope, before: Call | null, call: Call): Promise<void> {
  if (call.state === "ended") return media.close(call.id);
  const staying = new Set(listIdentities(call));
  for (const identity of before ? listIdentities(before) : []) if (!staying.has(identity)) await media.remove(call.id, identity);
}

/** Of those who talk, or are on the way. */
export const listIdentities = (call: Call): readonly string[] =>
  call.participants.flatMap(({ userId, deviceId }) => (deviceId === null ? [] : [toIdentity({ userId, deviceId })]));

/** The trace of a call in its conversation. */
function toNote(call: Call): SystemNote {
  const talkedMs = call.answeredAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(call.answeredAt) : 0;
  return {
    type: "callEnded",
    callId: call.id,
    starterId: call.starterId,
    outcome: call.outcome ?? "held",
    durationSeconds: Math.round(talkedMs / 1000),
    userIds: call.participants.filter(({ joinedAt }) => joinedAt !== null).map(({ userId }) => userId),
  };
}
