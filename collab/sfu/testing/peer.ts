import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import type { Fingerprint } from "../dtls/index.ts";
import type { IceCredentials } from "../ice/index.ts";
import {
  createRtpHeader,
  type ExtensionIds,
  extensionNames,
  ExtensionReader,
  isRtcp,
  parseRtcp,
  parseRtpHeader,
  type RtcpMessage,
  type RtpHeader,
} from "../rtp/index.ts";
import { SrtpReceiver, SrtpSender } from "../srtp/index.ts";
import { attributeType, messageType, parseStun, serializeStun, serializeXorAddress } from "../stun/index.ts";
import { openDtlsClient } from "./dtls-client.ts";
import { openSctpClient, type TestSctpClient } from "./sctp-client.ts";

export interface ReceivedRtp extends Pick<RtpHeader, "payloadType" | "isMarked" | "sequence" | "timestamp" | "ssrc"> {
  readonly payload: Buffer;
  readonly mid: string | undefined;
  readonly transportSequence: number;
}

export interface OutgoingRtp {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly isMarked?: boolean;
  readonly extensions?: readonly { readonly id: number; readonly value: Buffer }[];
  readonly payload: Buffer;
}

export interface TestPeer {
  readonly fingerprint: Fingerprint;
  /** of its own socket */
  readonly address: string;
  readonly port: number;
  readonly channels: TestSctpClient;
  /** Asks the server until it answers, then begins the handshake. */
  connect(port: number, credentials: IceCredentials): void;
  readonly connected: Promise<void>;
  onRtp: (packet: ReceivedRtp) => void;
  onRtcp: (message: RtcpMessage) => void;
  sendRtp(packet: OutgoingRtp): void;
  sendRtcp(packet: Buffer): void;
  close(): Promise<void>;
}

export interface TestPeerOptions {
  /** Is told of each packet of media as it came, which is not opened then: for measurements. */
  readonly onRawMedia?: (() => void) | undefined;
  /** of this machine, where the server is too; the loop's when not given */
  readonly address?: string | undefined;
}

const checkPauseMs = 50;
/** with which others may check whether it is there */
export const testIceCredentials: IceCredentials = { usernameFragment: "peer", password: "password-of-the-test-peer" };

/** A browser's end of a connection, as far as packets go. @param ids of the header extensions to read */
export async function openTestPeer(ids: ExtensionIds = {}, { onRawMedia, address = "127.0.0.1" }: TestPeerOptions = {}): Promise<TestPeer> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 4 << 20 });
  socket.bind(0, address);
  await once(socket, "listening");
  let [serverPort, isChecked] = [0, false];
  let isClosed = false;
  const send = (packet: Buffer): void => {
    if (!isClosed) socket.send(packet, serverPort, address, () => {});
  };
  const ready = Promise.withResolvers<void>();
  const checked = Promise.withResolvers<void>();
  const dtls = openDtlsClient((packet) => void checked.promise.then(() => send(packet)));
  const channels = openSctpClient((packet) => void ready.promise.then(() => dtls.send(packet)));
  let sending: SrtpSender | undefined;
  let receiving: SrtpReceiver | undefined;
  dtls.onData((data) => channels.handlePacket(data));
  void dtls.connected.then(({ profile, local, remote }) => {
    sending = SrtpSender.fromMaster(profile, local);
    receiving = SrtpReceiver.fromMaster(profile, remote);
    ready.resolve();
  });
  const header = createRtpHeader();
  const reader = new ExtensionReader();
  reader.setIds(ids);

  const peer: TestPeer = {
    fingerprint: dtls.fingerprint,
    address,
    port: socket.address().port,
    channels,
    connected: ready.promise,
    onRtp: () => {},
    onRtcp: () => {},
    connect(port, { usernameFragment, password }) {
      serverPort = port;
      const attributes = [
        { type: attributeType.username, value: Buffer.from(`${usernameFragment}:${testIceCredentials.usernameFragment}`) },
        { type: attributeType.priority, value: Buffer.from([110, 255, 255, 255]) },
        { type: attributeType.iceControlling, value: Buffer.alloc(8, 1) },
        { type: attributeType.useCandidate, value: Buffer.alloc(0) },
      ];
      const check = serializeStun({ type: messageType.bindingRequest, transactionId: Buffer.alloc(12, 7), attributes }, password);
      send(check);
      const timer = setInterval(() => (isChecked || isClosed ? clearInterval(timer) : send(check)), checkPauseMs);
    },
    sendRtp({ extensions = [], payload, ...rest }) {
      const head = buildHeader(rest, extensions);
      if (sending) send(sending.protectRtp(head, head.length, payload));
    },
    sendRtcp(packet) {
      if (sending) send(sending.protectRtcp(packet));
    },
    async close() {
      isClosed = true;
      await channels.close();
      dtls.close();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };

  function handleMedia(packet: Buffer): void {
    if (!receiving) return;
    if (isRtcp(packet)) {
      const plain = receiving.unprotectRtcp(packet);
      for (const message of plain ? parseRtcp(plain) : []) peer.onRtcp(message);
      return;
    }
    if (!parseRtpHeader(packet, header)) return;
    const end = receiving.unprotectRtp(packet, header.payloadStart);
    if (end === undefined) return;
    reader.read(packet, header);
    const { payloadType, isMarked, sequence, timestamp, ssrc } = header;
    const [mid, transportSequence] = [reader.getText("mid"), reader.getNumber("transportSequence", 2)];
    peer.onRtp({
      payloadType,
      isMarked,
      sequence,
      timestamp,
      ssrc,
      mid,
      transportSequence,
      payload: packet.subarray(header.payloadStart, end),
    });
  }

  /** A full agent answers checks, though a server that waits sends none. */
  function handleStun(packet: Buffer, from: RemoteInfo): void {
    const { type, transactionId } = parseStun(packet) ?? {};
    if (type === messageType.bindingSuccess) {
      checked.resolve();
      isChecked = true;
    } else if (type === messageType.bindingRequest && transactionId) {
      const attributes = [{ type: attributeType.xorMappedAddress, value: serializeXorAddress(from, transactionId) }];
      send(serializeStun({ type: messageType.bindingSuccess, transactionId, attributes }, testIceCredentials.password));
    }
  }

  socket.on("message", (packet, from) => {
    const first = packet[0] ?? 0;
    if (first >= 128) return onRawMedia ? onRawMedia() : handleMedia(packet);
    if (first >= 20) return dtls.handlePacket(packet);
    handleStun(packet, from);
  });
  return peer;
}

function buildHeader(rtp: Omit<OutgoingRtp, "payload" | "extensions">, extensions: NonNullable<OutgoingRtp["extensions"]>): Buffer {
  const body = Buffer.concat(extensions.map(({ id, value }) => Buffer.concat([Buffer.from([(id << 4) | (value.length - 1)]), value])));
  const bodyBytes = (body.length + 3) & ~3;
  const head = Buffer.alloc(extensions.length > 0 ? 16 + bodyBytes : 12);
  head[0] = extensions.length > 0 ? 0x90 : 0x80;
  head[1] = (rtp.isMarked ? 0x80 : 0) | rtp.payloadType;
  head.writeUInt16BE(rtp.sequence & 0xffff, 2);
  head.writeUInt32BE(rtp.timestamp >>> 0, 4);
  head.writeUInt32BE(rtp.ssrc, 8);
  if (extensions.length === 0) return head;
  head.writeUInt16BE(0xbede, 12);
  head.writeUInt16BE(bodyBytes / 4, 14);
  body.copy(head, 16);
  return head;
}

/** Numbers for all extensions, as a browser might choose them. */
export const testExtensionIds: ExtensionIds = Object.fromEntries(extensionNames.map((name, index) => [name, index + 1]));
