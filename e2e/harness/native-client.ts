import {
  AudioFrame,
  AudioSource,
  AudioStream,
  dispose,
  LocalAudioTrack,
  LocalVideoTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";

/**
 * A call of two of LiveKit's native clients, in a process of its own: `native-client.ts <url> <token> <token>`.
 * The last line it writes is JSON of what the second saw and heard of the first.
 */

const [url = "", firstToken = "", secondToken = ""] = process.argv.slice(2);
const [width, height] = [1280, 720];
const sampleRate = 48_000;
const samplesPerFrame = 480;
const toneHz = 440;
const toneLevel = 8_000;
const callMs = 6_000;

const seen = { frameCount: 0, width: 0, height: 0, peak: 0, messages: [] as string[] };
const decoder = new TextDecoder();

async function watch(track: RemoteTrack): Promise<void> {
  if (track.kind === TrackKind.KIND_VIDEO) {
    for await (const { frame } of new VideoStream(track)) {
      Object.assign(seen, { frameCount: seen.frameCount + 1, width: frame.width, height: frame.height });
    }
  } else {
    for await (const { data } of new AudioStream(track)) seen.peak = Math.max(seen.peak, ...data.map(Math.abs));
  }
}

async function join(token: string): Promise<Room> {
  const room = new Room();
  room.on(RoomEvent.DataReceived, (payload, sender) => seen.messages.push(`${sender?.identity}: ${decoder.decode(payload)}`));
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  return room;
}

async function publishVideo(room: Room): Promise<NodeJS.Timeout> {
  const source = new VideoSource(width, height);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: true });
  await room.localParticipant?.publishTrack(LocalVideoTrack.createVideoTrack("camera", source), options);
  let count = 0;
  return setInterval(() => {
    const picture = new Uint8Array((width * height * 3) / 2).fill((count++ * 5) & 255);
    source.captureFrame(new VideoFrame(picture, width, height, VideoBufferType.I420));
  }, 66);
}

async function publishTone(room: Room): Promise<void> {
  const source = new AudioSource(sampleRate, 1);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack("microphone", source), options);
  const play = async (): Promise<void> => {
    for (let at = 0; at < (callMs * sampleRate) / 1000; at += samplesPerFrame) {
      const samples = Int16Array.from(
        { length: samplesPerFrame },
        (_, index) => toneLevel * Math.sin((2 * Math.PI * toneHz * (at + index)) / sampleRate),
      );
      await source.captureFrame(new AudioFrame(samples, sampleRate, 1, samplesPerFrame));
    }
  };
  void play();
}

const first = await join(firstToken);
const second = await join(secondToken);
second.on(RoomEvent.TrackSubscribed, (track) => void watch(track));
const timer = await publishVideo(first);
await publishTone(first);
await new Promise((resolve) => setTimeout(resolve, callMs / 2));
await first.localParticipant?.publishData(new TextEncoder().encode("reliable"), { reliable: true });
await second.localParticipant?.publishData(new TextEncoder().encode("lossy"), { reliable: false });
await new Promise((resolve) => setTimeout(resolve, callMs / 2));
clearInterval(timer);
console.log(JSON.stringify(seen));
await Promise.all([first.disconnect(), second.disconnect()]);
await dispose();
process.exit();
