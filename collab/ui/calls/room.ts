import { DisconnectReason, LogLevel, Room, RoomEvent, setLogLevel, Track, VideoPresets } from "livekit-client";
import type { RemoteTrack } from "livekit-client";
import { handAttribute, readRoom } from "./room-state.ts";

export interface RoomHandlers {
  /** something that `readRoom` tells has changed */
  onChanged(): void;
  onReconnecting(): void;
  onReconnected(): void;
  /** the room is left, and not by us */
  onLost(): void;
  /** a microphone or camera in use was unplugged */
  onDevicesChanged(): void;
}

const changes = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.ParticipantAttributesChanged,
  RoomEvent.AudioPlaybackStatusChanged,
] as const;

// It takes a room that ends for a fault; what matters reaches the handlers.
setLogLevel(LogLevel.silent);

const screenSize = { width: 1920, height: 1080, frameRate: 15 };

/** A room with the sound of the others playing; pictures are for who shows them. */
export class CallRoom {
  readonly #room = new Room({
    adaptiveStream: { pixelDensity: "screen" },
    dynacast: true,
    audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
    publishDefaults: { screenShareEncoding: { maxBitrate: 3_000_000, maxFramerate: 15 }, screenShareSimulcastLayers: [] },
  });
  readonly #sounds = new Set<HTMLMediaElement>();

  constructor(handlers: RoomHandlers) {
    for (const change of changes) this.#room.on(change, () => handlers.onChanged());
    this.#room.on(RoomEvent.TrackSubscribed, (track) => this.#play(track));
    this.#room.on(RoomEvent.TrackUnsubscribed, (track) => this.#silence(track));
    this.#room.on(RoomEvent.Reconnecting, () => handlers.onReconnecting());
    this.#room.on(RoomEvent.Reconnected, () => handlers.onReconnected());
    this.#room.on(RoomEvent.MediaDevicesChanged, () => handlers.onDevicesChanged());
    this.#room.on(RoomEvent.Disconnected, (reason) => {
      if (reason !== DisconnectReason.CLIENT_INITIATED) handlers.onLost();
    });
  }

  read(): ReturnType<typeof readRoom> {
    return readRoom(this.#room);
  }

  /** @throws when it cannot be entered */
  connect(url: string, token: string): Promise<void> {
    return this.#room.connect(url, token);
  }

  async setMicrophone(isOn: boolean): Promise<void> {
    await this.#room.localParticipant.setMicrophoneEnabled(isOn);
  }

  async setCamera(isOn: boolean): Promise<void> {
    await this.#room.localParticipant.setCameraEnabled(isOn);
  }

  /** Asks which window, tab or screen, with its sound where the browser can. */
  async setScreen(isOn: boolean): Promise<void> {
    const resolution = screenSize;
    await this.#room.localParticipant.setScreenShareEnabled(isOn, {
      ...{ audio: true, resolution, contentHint: "detail" as const, selfBrowserSurface: "include" as const },
      ...{ surfaceSwitching: "include" as const, systemAudio: "include" as const },
    });
  }

  async setHand(isUp: boolean): Promise<void> {
    await this.#room.localParticipant.setAttributes({ [handAttribute]: isUp ? "up" : "" });
  }

  /** Lets the others be heard; call it on a click. */
  async startSound(): Promise<void> {
    await this.#room.startAudio();
  }

  getDevice(kind: MediaDeviceKind): string | undefined {
    return this.#room.getActiveDevice(kind);
  }

  async setDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    await this.#room.switchActiveDevice(kind, deviceId);
  }

  async leave(): Promise<void> {
    await this.#room.disconnect();
    for (const element of this.#sounds) element.remove();
    this.#sounds.clear();
  }

  #play(track: RemoteTrack): void {
    if (track.kind !== Track.Kind.Audio) return;
    const element = track.attach();
    element.hidden = true;
    this.#sounds.add(element);
    document.body.append(element);
  }

  #silence(track: RemoteTrack): void {
    if (track.kind !== Track.Kind.Audio) return;
    for (const element of track.detach()) {
      this.#sounds.delete(element);
      element.remove();
    }
  }
}

export const listDevices = (kind: MediaDeviceKind): Promise<MediaDeviceInfo[]> => Room.getLocalDevices(kind, false);
