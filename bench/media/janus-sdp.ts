import { must } from "@veche/kernel";
import { testExtensionIds, testIceCredentials, type TestPeer } from "@veche/sfu/testing";
import { sent, type WayIn } from "./contestant.ts";

const transportSequenceUri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

/** What the one who sends offers. */
export function writeOffer(peer: TestPeer): string {
  const { payloadType, rtxPayloadType, ssrc } = sent;
  return writeSession(peer, [
    `m=video 9 UDP/TLS/RTP/SAVPF ${payloadType} ${rtxPayloadType}`,
    ...writeMedia(peer, "sendonly", testExtensionIds.transportSequence ?? 0),
    `a=rtpmap:${payloadType} VP8/90000`,
    ...["nack", "nack pli", "transport-cc"].map((feedback) => `a=rtcp-fb:${payloadType} ${feedback}`),
    `a=rtpmap:${rtxPayloadType} rtx/90000`,
    `a=fmtp:${rtxPayloadType} apt=${payloadType}`,
    `a=ssrc:${ssrc} cname:publisher`,
  ]);
}

/** Takes what Janus offers to one who receives. */
export function writeAnswer(peer: TestPeer, offer: string): string {
  const lines = offer.split(/\r?\n/);
  const copied = lines.filter((line) => /^a=(rtpmap|fmtp|rtcp-fb):/.test(line));
  const extensionId = Number(/^a=extmap:(\d+)[^ ]* \S*transport-wide-cc/m.exec(offer)?.[1] ?? 0);
  const media = must(
    lines.find((line) => line.startsWith("m=video")),
    "Janus offers no picture",
  );
  return writeSession(peer, [media, ...writeMedia(peer, "recvonly", extensionId), ...copied]);
}

/** Where Janus waits, and what is to be shown there. */
export function readWayIn(sdp: string): WayIn {
  const read = (pattern: RegExp): RegExpExecArray => must(pattern.exec(sdp), `Janus says nothing like ${pattern}`);
  const [, port] = read(/^a=candidate:\S+ 1 udp \d+ [\d.]+ (\d+) typ host/im);
  const [[, usernameFragment = ""], [, serverPassword = ""]] = [read(/^a=ice-ufrag:(\S+)/m), read(/^a=ice-pwd:(\S+)/m)];
  return { port: Number(port), credentials: { usernameFragment, password: serverPassword } };
}

function writeSession(peer: TestPeer, media: readonly string[]): string {
  return [
    ...["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0"],
    ...media,
    `a=fingerprint:${peer.fingerprint.algorithm} ${peer.fingerprint.value}`,
    "",
  ].join("\r\n");
}

function writeMedia(peer: TestPeer, direction: "sendonly" | "recvonly", extensionId: number): string[] {
  return [
    ...["c=IN IP4 0.0.0.0", `a=${direction}`, "a=mid:0", "a=rtcp-mux", "a=setup:active"],
    ...[`a=ice-ufrag:${testIceCredentials.usernameFragment}`, `a=ice-pwd:${testIceCredentials.password}`],
    `a=candidate:1 1 udp 2130706431 ${peer.address} ${peer.port} typ host`,
    `a=extmap:${extensionId} ${transportSequenceUri}`,
  ];
}
