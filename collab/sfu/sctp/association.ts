import { RTCSctpTransport } from "werift";

export interface AssociationHandlers {
  /** A packet for the peer, to go inside DTLS. */
  send(packet: Buffer): void;
  onEstablished(): void;
  onMessage(streamId: number, protocolId: number, message: Buffer): void;
  /** The peer ended these streams. */
  onStreamsReset(streamIds: readonly number[]): void;
  /** The end; once. */
  onClosed(): void;
}

export interface SendOptions {
  readonly isOrdered: boolean;
  /** undefined = until it arrives */
  readonly maxRetransmits?: number | undefined;
}

/** What a peer may leave lying: messages in parts, and packets he does not confirm. */
const mostUnfinishedBytes = 4 << 20;
const receiveWindowBytes = 1 << 20;

/**
 * One SCTP association inside DTLS, on werift's protocol machine. Whatever a peer sends that it cannot digest ends his association, nothing else.
 * @see RFC 9260, RFC 8261
 */
export class SctpAssociation {
  readonly #handlers: AssociationHandlers;
  readonly #sctp: RTCSctpTransport["sctp"];
  #isClosed = false;

  /** @param port of both sides, as the SDP says */
  constructor(port: number, handlers: AssociationHandlers) {
    this.#handlers = handlers;
    const transport = new RTCSctpTransport(port);
    transport.setDtlsTransport(createPipe((packet) => handlers.send(packet)) as never);
    this.#sctp = transport.sctp;
    // Channels are ours; of werift we take the association only.
    this.#sctp.onReceive.allUnsubscribe();
    this.#sctp.onReconfigStreams.allUnsubscribe();
    this.#sctp.onReceive.subscribe((streamId, protocolId, message) => handlers.onMessage(streamId, protocolId, message));
    this.#sctp.onReconfigStreams.subscribe((streamIds: number[]) => handlers.onStreamsReset(streamIds));
    this.#sctp.stateChanged.connected.subscribe(() => handlers.onEstablished());
    this.#sctp.stateChanged.closed.subscribe(() => this.#end());
    this.#sctp.isServer = true;
    void this.#sctp.start(port).catch(() => this.close());
  }

  /** How many pieces wait to be sent. */
  get backlog(): number {
    return this.#sctp.outboundQueue.length;
  }

  handlePacket(packet: Buffer): void {
    if (this.#isClosed) return;
    if (!isPlausible(packet)) return;
    this.#sctp["handleData"](packet).catch(() => this.close());
    if (receiveWindowBytes - this.#sctp["advertisedRwnd"] > mostUnfinishedBytes) this.close();
  }

  send(streamId: number, protocolId: number, message: Buffer, { isOrdered, maxRetransmits }: SendOptions): void {
    if (this.#isClosed) return;
    // The promise waits for the whole queue to leave; order is kept without it.
    void this.#sctp
      .send(streamId, protocolId, message, { ordered: isOrdered, maxRetransmits, expiry: undefined })
      .catch(() => this.close());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#end();
    void this.#sctp.stop().catch(() => {});
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handlers.onClosed();
  }
}

/** What werift asks of the DTLS below. */
function createPipe(send: (packet: Buffer) => void) {
  return {
    id: "pipe",
    iceTransport: { role: "controlled" },
    onStateChange: { subscribe: () => ({ unSubscribe: () => {} }) },
    dataReceiver: (_packet: Buffer): void => {},
    sendData: async (packet: Buffer) => send(packet),
  };
}

const commonHeaderBytes = 12;
const chunkHeaderBytes = 4;
const sackType = 3;
const sackGapsAt = 12;
/** Far more than we ever have in flight. */
const widestGap = 8192;

/** Whether the chunks fill the packet, and its confirmations speak of what can be: huge gaps would cost us seconds each. */
function isPlausible(packet: Buffer): boolean {
  if (packet.length < commonHeaderBytes + chunkHeaderBytes) return false;
  let offset = commonHeaderBytes;
  while (offset + chunkHeaderBytes <= packet.length) {
    const length = packet.readUInt16BE(offset + 2);
    const end = offset + length;
    if (length < chunkHeaderBytes || end > packet.length) return false;
    if (packet[offset] === sackType && !isPlausibleSack(packet.subarray(offset, end))) return false;
    offset = (end + 3) & ~3;
  }
  return true;
}

/** @see RFC 9260 §3.3.4 */
function isPlausibleSack(chunk: Buffer): boolean {
  if (chunk.length < sackGapsAt + chunkHeaderBytes) return false;
  const gapCount = chunk.readUInt16BE(sackGapsAt);
  const gapsAt = sackGapsAt + 4;
  if (gapsAt + gapCount * 4 > chunk.length) return false;
  let last = 0;
  for (let index = 0; index < gapCount; index++) {
    const start = chunk.readUInt16BE(gapsAt + index * 4);
    const end = chunk.readUInt16BE(gapsAt + index * 4 + 2);
    if (start <= last || end < start || end > widestGap) return false;
    last = end;
  }
  return true;
}
