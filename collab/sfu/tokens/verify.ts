import { jwtVerify } from "jose";

/** The keys that may sign tokens: API key → secret. */
export type TokenKeys = Readonly<Record<string, string>>;

/** What a LiveKit token allows. What it does not name is not allowed; publishing and subscribing are, unless taken away. */
export interface Grants {
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly room: string;
  readonly canJoin: boolean;
  readonly canCreateRooms: boolean;
  readonly canListRooms: boolean;
  readonly isRoomAdmin: boolean;
  readonly canPublish: boolean;
  readonly canPublishData: boolean;
  readonly canSubscribe: boolean;
  readonly canUpdateOwnMetadata: boolean;
  /** names of sources as "camera"; empty = all */
  readonly publishSources: readonly string[];
  readonly isHidden: boolean;
  readonly isRecorder: boolean;
}

/** Clocks of servers may differ by so much. */
const clockToleranceSeconds = 10;

/**
 * @returns undefined for a token that is forged, expired or of an unknown key
 * @see https://docs.livekit.io/home/get-started/authentication/
 */
export async function verifyToken(token: string, keys: TokenKeys): Promise<Grants | undefined> {
  try {
    const { payload } = await jwtVerify(token, (_, { payload: body }) => findSecret(String(body), keys), {
      algorithms: ["HS256"],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp", "iss"],
    });
    return toGrants(payload);
  } catch {
    return undefined;
  }
}

function findSecret(body: string, keys: TokenKeys): Uint8Array {
  const { iss } = JSON.parse(Buffer.from(body, "base64url").toString()) as { iss?: unknown };
  const secret = typeof iss === "string" && Object.hasOwn(keys, iss) ? keys[iss] : undefined;
  if (secret === undefined) throw new Error("unknown key");
  return Buffer.from(secret);
}

function toGrants(payload: Readonly<Record<string, unknown>>): Grants {
  const video = toObject(payload["video"]);
  const attributes = Object.entries(toObject(payload["attributes"])).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    identity: toText(payload["sub"]),
    name: toText(payload["name"]),
    metadata: toText(payload["metadata"]),
    attributes: Object.fromEntries(attributes),
    kind: toText(payload["kind"]),
    room: toText(video["room"]),
    canJoin: video["roomJoin"] === true,
    canCreateRooms: video["roomCreate"] === true,
    canListRooms: video["roomList"] === true,
    isRoomAdmin: video["roomAdmin"] === true,
    canPublish: video["canPublish"] !== false,
    canPublishData: video["canPublishData"] !== false,
    canSubscribe: video["canSubscribe"] !== false,
    canUpdateOwnMetadata: video["canUpdateOwnMetadata"] === true,
    publishSources: Array.isArray(video["canPublishSources"]) ? video["canPublishSources"].filter((one) => typeof one === "string") : [],
    isHidden: video["hidden"] === true,
    isRecorder: video["recorder"] === true,
  };
}

const toText = (value: unknown): string => (typeof value === "string" ? value : "");
const toObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
