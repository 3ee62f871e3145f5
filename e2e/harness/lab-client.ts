import type { Page } from "playwright-core";
import type * as LiveKit from "livekit-client";

interface LabWindow {
  LivekitClient: typeof LiveKit;
  room: LiveKit.Room;
  events: string[];
  received: string[];
}

export type TrackName = "camera" | "microphone" | "screen";

/** What a page shows of somebody's picture. */
export interface SeenVideo {
  readonly width: number;
  readonly height: number;
  readonly framesDecoded: number;
  readonly freezeCount: number;
}

/** One person with LiveKit's client in a page. Functions given to the page must stand alone. */
export class LabClient {
  readonly page: Page;
  readonly identity: string;
  readonly #url: string;
  readonly #token: string;

  constructor(page: Page, identity: string, url: string, token: string) {
    this.page = page;
    this.identity = identity;
    this.#url = url;
    this.#token = token;
  }

  /**
   * @param encryptionKey of end-to-end encryption, if there shall be any
   * @returns how many ms it took @throws what the client says when it is not let in
   */
  async join(options: Partial<LiveKit.RoomOptions> = {}, encryptionKey?: string): Promise<number> {
    return await this.page.evaluate(
      async ({ url, token, options, encryptionKey }) => {
        const lab = globalThis as unknown as LabWindow;
        const { Room, RoomEvent, ExternalE2EEKeyProvider } = lab.LivekitClient;
        const keyProvider = encryptionKey === undefined ? undefined : new ExternalE2EEKeyProvider();
        await keyProvider?.setKey(encryptionKey ?? "");
        const encryption = keyProvider ? { encryption: { keyProvider, worker: new Worker("/encryption.js") } } : {};
        lab.events = [];
        lab.received = [];
        const room = (lab.room = new Room({ adaptiveStream: false, dynacast: true, ...(options as object), ...encryption }));
        if (keyProvider) await room.setE2EEEnabled(true);
        for (const event of [RoomEvent.Reconnecting, RoomEvent.Reconnected, RoomEvent.SignalReconnecting, RoomEvent.Disconnected]) {
          room.on(event, (reason?: unknown) => lab.events.push(reason === undefined ? event : `${event} ${String(reason)}`));
        }
        room.on(RoomEvent.ActiveSpeakersChanged, (speakers) =>
          lab.events.push(`speakers ${speakers.map(({ identity }) => identity).join(",")}`),
        );
        room.on(RoomEvent.ParticipantConnected, ({ identity }) => lab.events.push(`joined ${identity}`));
        room.on(RoomEvent.ParticipantDisconnected, ({ identity }) => lab.events.push(`left ${identity}`));
        room.on(RoomEvent.TrackMuted, ({ source }, { identity }) => lab.events.push(`muted ${identity} ${source}`));
        room.on(RoomEvent.TrackUnmuted, ({ source }, { identity }) => lab.events.push(`unmuted ${identity} ${source}`));
        room.on(RoomEvent.TrackUnpublished, ({ source }, { identity }) => lab.events.push(`unpublished ${identity} ${source}`));
        room.on(RoomEvent.DataReceived, (payload, sender) =>
          lab.received.push(`${sender?.identity ?? "server"}: ${new TextDecoder().decode(payload)}`),
        );
        room.on(RoomEvent.TrackSubscribed, (track, publication, { identity }) => {
          const element = track.attach();
          element.id = `${identity}-${publication.source}`;
          element.style.width = "1280px";
          document.body.append(element);
        });
        room.on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((element) => element.remove()));
        const startedAt = performance.now();
        await room.connect(url, token);
        return performance.now() - startedAt;
      },
      { url: this.#url, token: this.#token, options, encryptionKey },
    );
  }

  async publish(...names: TrackName[]): Promise<void> {
    await this.page.evaluate(async (names) => {
      const { localParticipant } = (globalThis as unknown as LabWindow).room;
      if (names.includes("camera")) await localParticipant.setCameraEnabled(true, { resolution: { width: 1280, height: 720 } });
      if (names.includes("microphone")) await localParticipant.setMicrophoneEnabled(true);
      if (names.includes("screen")) await localParticipant.setScreenShareEnabled(true, { preferCurrentTab: true });
    }, names);
  }

  async unpublish(name: TrackName): Promise<void> {
    await this.page.evaluate(async (name) => {
      const { localParticipant } = (globalThis as unknown as LabWindow).room;
      if (name === "camera") await localParticipant.setCameraEnabled(false);
      else if (name === "microphone") await localParticipant.setMicrophoneEnabled(false);
      else await localParticipant.setScreenShareEnabled(false);
    }, name);
  }

  /** @returns undefined while nothing is decoded */
  async seeVideo(identity: string, source = "camera"): Promise<SeenVideo | undefined> {
    return await this.page.evaluate(
      async ({ identity, source }) => {
        const { room } = globalThis as unknown as LabWindow;
        const publication = room.remoteParticipants.get(identity)?.getTrackPublication(source as never);
        const report = await publication?.track?.getRTCStatsReport();
        const stats = [...(report?.values() ?? [])].find((one: { type: string }) => one.type === "inbound-rtp");
        if (!stats?.framesDecoded) return undefined;
        return { width: stats.frameWidth, height: stats.frameHeight, framesDecoded: stats.framesDecoded, freezeCount: stats.freezeCount };
      },
      { identity, source },
    );
  }

  /** The loudest of the sound that comes from somebody, 0–1. */
  async hearPeak(identity: string): Promise<number> {
    return await this.page.evaluate(async (identity) => {
      const { room } = globalThis as unknown as LabWindow;
      const track = room.remoteParticipants.get(identity)?.getTrackPublication("microphone" as never)?.track;
      if (!track) return 0;
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(new MediaStream([track.mediaStreamTrack])).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      let peak = 0;
      const endsAt = performance.now() + 1_200;
      while (performance.now() < endsAt) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        analyser.getFloatTimeDomainData(samples);
        peak = Math.max(peak, ...samples.map(Math.abs));
      }
      await context.close();
      return peak;
    }, identity);
  }

  async setQuality(identity: string, quality: "LOW" | "MEDIUM" | "HIGH"): Promise<void> {
    await this.page.evaluate(
      ({ identity, quality }) => {
        const { room, LivekitClient } = globalThis as unknown as LabWindow;
        const publication = room.remoteParticipants.get(identity)?.getTrackPublication("camera" as never) as LiveKit.RemoteTrackPublication;
        publication.setVideoQuality(LivekitClient.VideoQuality[quality]);
      },
      { identity, quality },
    );
  }

  /** Whether the picture of somebody is wanted at all. */
  async setEnabled(identity: string, isEnabled: boolean): Promise<void> {
    await this.page.evaluate(
      ({ identity, isEnabled }) => {
        const { room } = globalThis as unknown as LabWindow;
        const publication = room.remoteParticipants.get(identity)?.getTrackPublication("camera" as never) as LiveKit.RemoteTrackPublication;
        publication.setEnabled(isEnabled);
      },
      { identity, isEnabled },
    );
  }

  /** The codec in which somebody's picture comes. */
  async readCodec(identity: string): Promise<string | undefined> {
    return await this.page.evaluate(async (identity) => {
      const { room } = globalThis as unknown as LabWindow;
      const report = await room.remoteParticipants
        .get(identity)
        ?.getTrackPublication("camera" as never)
        ?.track?.getRTCStatsReport();
      const all = [...(report?.values() ?? [])] as { type: string; codecId?: string; id: string; mimeType?: string }[];
      return all.find(({ id }) => id === all.find(({ type }) => type === "inbound-rtp")?.codecId)?.mimeType;
    }, identity);
  }

  /** How many layers of the own picture are being encoded: counted over a second. */
  async countEncodedLayers(): Promise<number> {
    return await this.page.evaluate(async () => {
      const { room } = globalThis as unknown as LabWindow;
      const track = room.localParticipant.getTrackPublication("camera" as never)?.track;
      const read = async (): Promise<Map<string, number>> => {
        const all = [...((await track?.getRTCStatsReport())?.values() ?? [])] as { type: string; id: string; framesEncoded: number }[];
        return new Map(all.filter(({ type }) => type === "outbound-rtp").map(({ id, framesEncoded }) => [id, framesEncoded]));
      };
      const before = await read();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return [...(await read())].filter(([id, frames]) => frames > (before.get(id) ?? 0)).length;
    });
  }

  async sendData(text: string, options: { readonly reliable: boolean; readonly destinationIdentities?: string[] }): Promise<void> {
    await this.page.evaluate(
      async ({ text, options }) => {
        await (globalThis as unknown as LabWindow).room.localParticipant.publishData(new TextEncoder().encode(text), options);
      },
      { text, options },
    );
  }

  async simulate(scenario: "resume-reconnect" | "signal-reconnect" | "full-reconnect"): Promise<void> {
    await this.page.evaluate((scenario) => (globalThis as unknown as LabWindow).room.simulateScenario(scenario), scenario);
  }

  async readEvents(): Promise<string[]> {
    return await this.page.evaluate(() => (globalThis as unknown as LabWindow).events);
  }

  async readData(): Promise<string[]> {
    return await this.page.evaluate(() => (globalThis as unknown as LabWindow).received);
  }

  async readState(): Promise<string> {
    return await this.page.evaluate(() => (globalThis as unknown as LabWindow).room.state);
  }

  async leave(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as LabWindow).room.disconnect());
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
