import { SignJWT } from "jose";
import type { Grants } from "./verify.ts";

export interface TokenOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly ttlSeconds: number;
  readonly now?: Date | undefined;
}

/** A token of LiveKit's form; it is good for this server and for a LiveKit cluster alike. */
export async function createToken(
  grants: Partial<Grants>,
  { apiKey, apiSecret, ttlSeconds, now = new Date() }: TokenOptions,
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const video = {
    room: grants.room,
    roomJoin: grants.canJoin,
    roomCreate: grants.canCreateRooms,
    roomList: grants.canListRooms,
    roomAdmin: grants.isRoomAdmin,
    canPublish: grants.canPublish,
    canPublishData: grants.canPublishData,
    canSubscribe: grants.canSubscribe,
    canUpdateOwnMetadata: grants.canUpdateOwnMetadata,
    canPublishSources: grants.publishSources?.length ? grants.publishSources : undefined,
    hidden: grants.isHidden,
    recorder: grants.isRecorder,
  };
  const { name, metadata, attributes, kind } = grants;
  return await new SignJWT({ name, metadata, attributes, kind: kind || undefined, video })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(apiKey)
    .setSubject(grants.identity ?? "")
    .setNotBefore(seconds)
    .setExpirationTime(seconds + ttlSeconds)
    .sign(Buffer.from(apiSecret));
}
