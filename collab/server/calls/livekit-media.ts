import type { CallId } from "@veche/collab-domain/calls";
import { AppError } from "@veche/kernel";
import * as z from "zod";
import type { MediaServer, RoomGuest } from "./media.ts";
import { createAdminToken, createGuestToken, type MediaKey } from "./tokens.ts";

/** A LiveKit server or cluster of the company. */
export interface LiveKitSettings extends MediaKey {
  /** `wss://…` or `https://…`; browsers and this server reach it there */
  readonly url: string;
}

const patienceMs = 5_000;
const presentSchema = z.object({
  participants: z
    .array(z.object({ identity: z.string(), tracks: z.array(z.object({ sid: z.string(), source: z.string() })).default([]) }))
    .default([]),
});

/** Rooms of a LiveKit, by its RoomService. @see https://docs.livekit.io/reference/server/server-apis/ */
export class LiveKitMedia implements MediaServer {
  readonly url: string;
  readonly #settings: LiveKitSettings;

  constructor(settings: LiveKitSettings) {
    this.url = settings.url.replace(/^http/, "ws");
    this.#settings = settings;
  }

  createToken(guest: RoomGuest): Promise<string> {
    return createGuestToken(this.#settings, guest);
  }

  async listPresent(room: CallId): Promise<readonly string[]> {
    return (await this.#list(room)).map(({ identity }) => identity);
  }

  async remove(room: CallId, identity: string): Promise<void> {
    await this.#ask("RemoveParticipant", room, { room, identity });
  }

  async mute(room: CallId, identity: string): Promise<void> {
    const tracks = (await this.#list(room)).find((one) => one.identity === identity)?.tracks ?? [];
    for (const { sid, source } of tracks) {
      if (source === "MICROPHONE") await this.#ask("MutePublishedTrack", room, { room, identity, trackSid: sid, muted: true });
    }
  }

  async close(room: CallId): Promise<void> {
    await this.#ask("DeleteRoom", room, { room });
  }

  async #list(room: CallId): Promise<z.output<typeof presentSchema>["participants"]> {
    return presentSchema.parse((await this.#ask("ListParticipants", room, { room })) ?? {}).participants;
  }

  /** @returns undefined where the room or the person is not there */
  async #ask(method: string, room: CallId, body: object): Promise<unknown> {
    const address = `${this.#settings.url.replace(/^ws/, "http").replace(/\/+$/, "")}/twirp/livekit.RoomService/${method}`;
    const token = await createAdminToken(this.#settings, room);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    try {
      const response = await fetch(address, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      const answer: unknown = await response.json();
      if (response.ok) return answer;
      if (response.status === 404) return undefined;
      throw new Error(`LiveKit answered ${response.status}: ${JSON.stringify(answer)}`);
    } catch (error) {
      throw new AppError("unavailable", { reason: "media" }, { cause: error });
    }
  }
}
