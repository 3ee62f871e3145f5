import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { must } from "@veche/kernel";
import type { MediaCommand } from "@veche/sfu/media";
import { testExtensionIds, type TestPeer } from "@veche/sfu/testing";
import type { Closing } from "../closing.ts";
import { endProcesses } from "../measures/index.ts";
import { sent, type MediaContestant, type WayIn } from "./contestant.ts";

const firstForwardedSsrc = 100_000;

/** Our packet plane in a process of its own. */
export async function startOurMedia(closing: Closing): Promise<MediaContestant> {
  const server = fork(new URL("../players/media-server.ts", import.meta.url));
  const pid = must(server.pid);
  closing.add(() => endProcesses([pid]));
  const [{ port }] = (await once(server, "message")) as [{ port: number }];
  return new OurMedia(server, pid, port);
}

class OurMedia implements MediaContestant {
  readonly software = `Node ${process.versions.node}`;
  readonly pid: number;
  readonly address = "127.0.0.1";
  readonly #server: ChildProcess;
  readonly #port: number;
  #peerCount = 0;

  constructor(server: ChildProcess, pid: number, port: number) {
    this.#server = server;
    this.pid = pid;
    this.#port = port;
  }

  async admitPublisher(peer: TestPeer): Promise<WayIn> {
    const { transport, way } = this.#open(peer);
    const { payloadType, ssrc } = sent;
    const codecs = [[payloadType, "vp8"]] as const;
    const section = { mid: "0", codecs, extensions: testExtensionIds, sources: [{ ssrc }], qualities: [] };
    this.#send({ type: "receiveTrack", transport, track: "camera", kind: "video", isScreen: false, isMuted: false, section });
    return way;
  }

  async admitSubscriber(peer: TestPeer): Promise<WayIn> {
    const { transport, way } = this.#open(peer);
    const ssrc = firstForwardedSsrc + this.#peerCount * 2;
    const { payloadType, rtxPayloadType } = sent;
    this.#send({ type: "forwardTrack", transport, forward: transport, track: "camera", ssrc, rtxSsrc: ssrc + 1 });
    const section = { mid: "0", payloadType, rtxPayloadType, extensions: testExtensionIds, canonicalName: "publisher" };
    this.#send({ type: "bindForward", forward: transport, section });
    return way;
  }

  #open(peer: TestPeer): { readonly transport: string; readonly way: WayIn } {
    const transport = `peer-${this.#peerCount++}`;
    const credentials = { usernameFragment: randomBytes(6).toString("hex"), password: randomBytes(12).toString("hex") };
    this.#send({ type: "openTransport", room: "room", transport, credentials });
    this.#send({ type: "setRemote", transport, remote: { fingerprint: peer.fingerprint } });
    return { transport, way: { port: this.#port, credentials } };
  }

  #send(command: MediaCommand): void {
    this.#server.send(command);
  }
}
