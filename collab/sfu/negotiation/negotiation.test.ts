import { assert, array, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConnectionPart, parseDescription, type Description } from "../sdp/index.ts";
import { createRandom, fuzzCount, mutate } from "../testing/random.ts";
import { Answerer, Offerer, type OutgoingTrack } from "./index.ts";

const connection: ConnectionPart = {
  credentials: { usernameFragment: "ours", password: "secret" },
  fingerprint: { algorithm: "sha-256", value: "AA:BB" },
  candidates: [
    { address: "10.0.0.1", port: 7882, protocol: "udp" },
    { address: "10.0.0.1", port: 7880, protocol: "tcp" },
  ],
  setup: "passive",
  sessionId: 1,
  version: 1,
};

const ice = ["a=ice-ufrag:theirs", "a=ice-pwd:word", "a=fingerprint:sha-256 CC:DD", "a=setup:actpass"];
const extensions = [
  "a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid",
  "a=extmap:9 urn:unknown",
  "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
];
const videoCodecs = [
  "a=rtpmap:96 VP8/90000",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:102 H264/90000",
  "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f",
  "a=rtpmap:104 H264/90000",
  "a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=640c1f",
  "a=rtpmap:106 H264/90000",
  "a=fmtp:106 packetization-mode=0;profile-level-id=42e01f",
];
const video = (mid: string, direction: string, ...more: string[]): string[] => [
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 104 106",
  ...ice,
  `a=mid:${mid}`,
  `a=${direction}`,
  ...extensions,
  ...videoCodecs,
  ...more,
];
const audio = (mid: string, direction: string, ...more: string[]): string[] => [
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
  ...ice,
  `a=mid:${mid}`,
  `a=${direction}`,
  ...extensions,
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  ...more,
];
const channels = (mid: string): string[] => [
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  ...ice,
  `a=mid:${mid}`,
  "a=sctp-port:5001",
];
const offerOf = (...sections: string[][]): Description => {
  const parsed = parseDescription(["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", ...sections.flat(), ""].join("\r\n"));
  if (!parsed) throw new Error("no description");
  return parsed;
};

const track = (
  forward: string,
  kind: "audio" | "video" = "video",
  codec: OutgoingTrack["codec"] = kind === "audio" ? "opus" : "vp8",
): OutgoingTrack => ({
  forward,
  trackSid: `TR_${forward}`,
  participantSid: "PA_anna",
  kind,
  codec,
  codecParameters: codec === "h264" ? "packetization-mode=1;profile-level-id=640c1f" : "",
  stream: "camera",
  ssrc: 1000,
  rtxSsrc: 1001,
});

describe("an offer", () => {
  it("is understood: codecs, layers, sources, ids of browsers of all kinds", () => {
    const { sections } = offerOf(
      video("0", "sendonly", "a=msid:{stream} {track}", "a=rid:q send", "a=rid:f send", "a=simulcast:send q;f"),
      audio("1", "sendonly", "a=msid:- mic", "a=ssrc-group:FID 5 6", "a=ssrc:5 cname:x", "a=ssrc:6 cname:x"),
      channels("2"),
    );
    expect(sections[0]).toMatchObject({ kind: "video", trackId: "track", rids: ["q", "f"], ice: { usernameFragment: "theirs" } });
    expect(sections[1]).toMatchObject({ trackId: "mic", sources: [{ ssrc: 5, rtxSsrc: 6 }] });
    expect(sections[2]).toMatchObject({ kind: "application", sctpPort: 5001 });
  });

  it("of nonsense is refused or answered, and never makes us fall", () => {
    const random = createRandom(30);
    const good = ["v=0", ...video("0", "sendonly", "a=rid:q send"), ...audio("1", "recvonly"), ...channels("2")].join("\r\n");
    const answerer = new Answerer({ findExpected: () => ({ sid: "TR_1", preferredCodec: undefined }) });
    for (let index = 0; index < fuzzCount / 10; index++) {
      const offer = parseDescription(mutate(Buffer.from(good), random).toString("latin1"));
      if (offer) answerer.answer(offer, connection);
    }
  });
});

describe("an answer", () => {
  const open = (): Answerer =>
    new Answerer({
      findExpected: ({ clientId, kind }) => ({ sid: `TR_${clientId}`, preferredCodec: kind === "video" ? "h264" : undefined }),
    });

  it("takes what is published, the wished codec first, with its layers and our address", () => {
    const { sdp, effects } = open().answer(offerOf(video("0", "sendonly", "a=msid:- cam", "a=rid:q send", "a=rid:h send")), connection);
    const answered = parseDescription(sdp)?.sections[0];
    expect(answered).toMatchObject({ mid: "0", direction: "recvonly", ice: connection.credentials, fingerprint: connection.fingerprint });
    expect(answered?.codecs.map(({ payloadType }) => payloadType)).toEqual([102, 104, 96, 97]);
    expect(sdp).toContain("a=candidate:1 1 udp 2130706431 10.0.0.1 7882 typ host generation 0");
    expect(sdp).toContain("a=candidate:2 1 tcp 1671430142 10.0.0.1 7880 typ host tcptype passive generation 0");
    expect(sdp).toContain("a=simulcast:recv q;h");
    expect(sdp).not.toContain("urn:unknown");
    expect(effects).toContainEqual(
      expect.objectContaining({
        type: "publish",
        sid: "TR_cam",
        section: expect.objectContaining({
          qualities: [
            ["q", 0],
            ["h", 1],
          ],
        }),
      }),
    );
  });

  it("keeps the order of codecs when the same is offered again, and notices the end", () => {
    const answerer = open();
    const first = answerer.answer(offerOf(video("0", "sendonly", "a=msid:- cam")), connection);
    expect(answerer.answer(offerOf(video("0", "sendonly", "a=msid:- cam")), connection).sdp).toBe(first.sdp);
    expect(answerer.answer(offerOf(video("0", "inactive")), connection).effects).toEqual([{ type: "unpublish", sid: "TR_cam" }]);
  });

  it("gives what waits into free sections, in the receiver's numbers, and says how many are missing", () => {
    const answerer = open();
    for (const one of [track("a"), track("b"), track("c", "audio")]) answerer.add(one);
    expect(answerer.computeMissing()).toEqual({ audioCount: 1, videoCount: 2 });
    const { sdp, trackByMid, effects } = answerer.answer(
      offerOf(video("0", "recvonly"), audio("1", "recvonly"), channels("2")),
      connection,
    );
    expect(trackByMid).toEqual({ 0: "TR_a", 1: "TR_c" });
    expect(parseDescription(sdp)?.sections[0]).toMatchObject({ direction: "sendonly", sources: [{ ssrc: 1000, rtxSsrc: 1001 }] });
    expect(sdp).toContain("a=msid:PA_anna|camera TR_a");
    expect(effects).toContainEqual(
      expect.objectContaining({ type: "forward", section: expect.objectContaining({ payloadType: 96, rtxPayloadType: 97, mid: "0" }) }),
    );
    expect(effects).toContainEqual({ type: "openChannels", port: 5001 });
    expect(answerer.computeMissing()).toEqual({ audioCount: 0, videoCount: 1 });
  });

  it("leaves a section empty once before it carries another track", () => {
    const answerer = open();
    const offer = offerOf(video("0", "recvonly"));
    answerer.add(track("a"));
    answerer.answer(offer, connection);
    answerer.remove("a");
    answerer.add(track("b"));
    expect(answerer.answer(offer, connection).trackByMid).toEqual({});
    expect(answerer.answer(offer, connection).trackByMid).toEqual({ 0: "TR_b" });
  });

  it("matches the profile of H.264, and lets go what the receiver cannot decode", () => {
    const answerer = open();
    answerer.add(track("a", "video", "h264"));
    answerer.add(track("b", "video", "av1"));
    const { effects } = answerer.answer(offerOf(video("0", "recvonly"), video("1", "recvonly")), connection);
    expect(effects.filter(({ type }) => type === "forward")).toEqual([
      expect.objectContaining({ section: expect.objectContaining({ payloadType: 104 }) }),
    ]);
    expect(answerer.computeMissing()).toBeUndefined();
  });

  it("has the sections of the offer, whatever comes and goes", () => {
    assert(
      property(array(integer({ min: 0, max: 3 }), { maxLength: 30 }), (steps) => {
        const answerer = open();
        const offer = offerOf(audio("0", "recvonly"), video("1", "recvonly"), video("2", "recvonly"), channels("3"));
        for (const [index, step] of steps.entries()) {
          if (step === 0) answerer.add(track(String(index)));
          if (step === 1) answerer.remove(String(index - 1));
          if (step === 2) answerer.add(track(String(index), "audio"));
          const { sdp, trackByMid } = answerer.answer(offer, connection);
          expect(parseDescription(sdp)?.sections.map(({ mid }) => mid)).toEqual(["0", "1", "2", "3"]);
          expect(new Set(Object.values(trackByMid)).size).toBe(Object.values(trackByMid).length);
        }
      }),
    );
  });
});

describe("our own offer to older clients", () => {
  it("adds sections for what comes, empties those of what goes, and waits for the answer", () => {
    const offerer = new Offerer();
    expect(offerer.mustOffer).toBe(true);
    offerer.offer({ ...connection, setup: "actpass" });
    offerer.add(track("a"));
    expect(offerer.mustOffer).toBe(false);
    offerer.handleAnswer(1);
    expect(offerer.mustOffer).toBe(true);
    const second = offerer.offer({ ...connection, setup: "actpass" });
    expect(second.trackByMid).toEqual({ 1: "TR_a" });
    offerer.handleAnswer(1);
    offerer.remove("a");
    offerer.add(track("b", "audio"));
    expect(offerer.mustOffer).toBe(false);
    offerer.handleAnswer(2);
    const third = offerer.offer({ ...connection, setup: "actpass" });
    expect(parseDescription(third.sdp)?.sections.map(({ direction, kind }) => `${kind} ${direction}`)).toEqual([
      "application sendrecv",
      "video inactive",
      "audio sendonly",
    ]);
    expect(third.trackByMid).toEqual({ 2: "TR_b" });
  });
});
