import { join } from "node:path";
import { createDtlsIdentity } from "@veche/sfu/dtls";
import { toPem, type TestPeer } from "@veche/sfu/testing";
import type { Closing } from "../closing.ts";
import { findFreePort, makeOwnedDir, readVersion, requireAccount, startProgram, waitForPort, writeOwnedFile } from "../peers/index.ts";
import { makeTemporaryDir } from "../temporary.ts";
import type { MediaContestant, WayIn } from "./contestant.ts";
import { readWayIn, writeAnswer, writeOffer } from "./janus-sdp.ts";
import { JanusSession } from "./janus-session.ts";
import { buildJanusSettings, buildSocketSettings } from "./janus-settings.ts";

const plugin = "janus.plugin.videoroom";
const room = 1;

/** Janus' VideoRoom. @param address for media; not the loop's, which Janus passes by */
export async function startJanus(closing: Closing, address: string): Promise<MediaContestant> {
  const account = requireAccount("nobody");
  const dir = makeOwnedDir(join(makeTemporaryDir(closing), "janus"), account);
  const port = await findFreePort();
  const identity = createDtlsIdentity();
  const certificatePath = writeOwnedFile(join(dir, "certificate.pem"), toPem(identity.certificate), account);
  const keyPath = writeOwnedFile(join(dir, "key.pem"), identity.privateKey.export({ type: "pkcs8", format: "pem" }) as string, account);
  writeOwnedFile(join(dir, "janus.jcfg"), buildJanusSettings({ dir, address, certificatePath, keyPath }), account);
  writeOwnedFile(join(dir, "janus.transport.websockets.jcfg"), buildSocketSettings(port), account);
  const pid = await startProgram(closing, {
    path: "/usr/bin/janus",
    args: ["--configs-folder", dir, "--config", join(dir, "janus.jcfg")],
    account,
    dir,
    logPath: join(dir, "janus.log"),
  });
  await waitForPort(port);
  const session = await JanusSession.open(port);
  closing.add(() => session.close());
  const handleId = await session.attach(plugin);
  await session.tell(handleId, { request: "create", room, publishers: 1, videocodec: "vp8", bitrate: 0, fir_freq: 0 });
  return new VideoRoom(`Janus ${readVersion("janus")}`, pid, address, session);
}

class VideoRoom implements MediaContestant {
  readonly software: string;
  readonly pid: number;
  readonly address: string;
  readonly #session: JanusSession;
  #feed: unknown;

  constructor(software: string, pid: number, address: string, session: JanusSession) {
    this.software = software;
    this.pid = pid;
    this.address = address;
    this.#session = session;
  }

  async admitPublisher(peer: TestPeer): Promise<WayIn> {
    const handleId = await this.#session.attach(plugin);
    const joined = await this.#session.tell(handleId, { request: "join", ptype: "publisher", room });
    this.#feed = joined.data["id"];
    const offer = { type: "offer", sdp: writeOffer(peer) };
    const { jsep } = await this.#session.tell(handleId, { request: "publish", audio: false, video: true }, offer);
    return readWayIn(jsep?.sdp ?? "");
  }

  async admitSubscriber(peer: TestPeer): Promise<WayIn> {
    const handleId = await this.#session.attach(plugin);
    const body = { request: "join", ptype: "subscriber", room, streams: [{ feed: this.#feed }] };
    const offered = await this.#session.tell(handleId, body);
    const offer = offered.jsep?.sdp ?? "";
    await this.#session.tell(handleId, { request: "start" }, { type: "answer", sdp: writeAnswer(peer, offer) });
    return readWayIn(offer);
  }
}
