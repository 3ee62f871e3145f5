import { gunzipSync } from "node:zlib";
import {
  type AddTrackRequest,
  ClientInfo,
  JoinRequest,
  type SessionDescription,
  type SyncState,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";

/** What a client says when it connects. */
export interface JoinParameters {
  readonly token: string;
  readonly isSingle: boolean;
  readonly isAutoSubscribing: boolean;
  readonly isReconnecting: boolean;
  /** of the participant that comes back; empty = the client does not say */
  readonly participantSid: string;
  readonly offer: SessionDescription | undefined;
  readonly addTrackRequests: readonly AddTrackRequest[];
  readonly syncState: SyncState | undefined;
  readonly client: ClientInfo;
  readonly attributes: Readonly<Record<string, string>>;
  readonly metadata: string;
}

const longestRequestBytes = 1 << 20;

/** @returns undefined for what no client of the protocol would send */
export function parseJoinParameters(url: URL, authorization: string | undefined): JoinParameters | undefined {
  const token = url.searchParams.get("access_token") ?? authorization?.replace(/^Bearer /i, "") ?? "";
  const wrapped = url.searchParams.get("join_request");
  if (wrapped === null) return parsePlain(url.searchParams, token);
  try {
    return parseWrapped(wrapped, token);
  } catch {
    return undefined;
  }
}

function parsePlain(query: URLSearchParams, token: string): JoinParameters {
  return {
    token,
    isSingle: false,
    isAutoSubscribing: query.get("auto_subscribe") !== "0" && query.get("auto_subscribe") !== "false",
    isReconnecting: query.get("reconnect") === "1" || query.get("reconnect") === "true",
    participantSid: query.get("sid") ?? "",
    offer: undefined,
    addTrackRequests: [],
    syncState: undefined,
    client: new ClientInfo({ version: query.get("version") ?? "", protocol: Number(query.get("protocol") ?? 0) || 0 }),
    attributes: {},
    metadata: "",
  };
}

function parseWrapped(text: string, token: string): JoinParameters {
  const { compression, joinRequest } = WrappedJoinRequest.fromBinary(Buffer.from(text, "base64url"));
  const isZipped = compression === WrappedJoinRequest_Compression.GZIP;
  const request = JoinRequest.fromBinary(isZipped ? gunzipSync(joinRequest, { maxOutputLength: longestRequestBytes }) : joinRequest);
  return {
    token,
    isSingle: true,
    isAutoSubscribing: request.connectionSettings?.autoSubscribe ?? true,
    isReconnecting: request.reconnect,
    participantSid: request.participantSid,
    offer: request.publisherOffer,
    addTrackRequests: request.addTrackRequests,
    syncState: request.syncState,
    client: request.clientInfo ?? new ClientInfo(),
    attributes: request.participantAttributes,
    metadata: request.metadata,
  };
}
