import { SctpAssociation } from "./association.ts";

/** @see RFC 8831 §8 */
const protocolId = { control: 50, text: 51, binary: 53, emptyText: 56, emptyBinary: 57 } as const;
/** @see RFC 8832 §8.2.1 */
const messageType = { acknowledge: 0x02, open: 0x03 } as const;
const unorderedFlag = 0x80;
const limitedRetransmits = 0x01;
const openBytes = 12;

export interface ChannelReliability {
  readonly isOrdered: boolean;
  /** undefined = until it arrives */
  readonly maxRetransmits?: number | undefined;
}

interface Channel extends ChannelReliability {
  readonly id: number;
  readonly label: string;
  isOpen: boolean;
}

export interface DataChannelHandlers {
  /** A packet for the peer, to go inside DTLS. */
  send(packet: Buffer): void;
  onOpen(label: string): void;
  onMessage(label: string, message: Buffer): void;
  /** The association is over; once. */
  onClosed(): void;
}

/** The largest message in SDP (`a=max-message-size`) and the largest we take. */
export const maxMessageBytes = 262_144;
const mostChannels = 16;
/** Pieces that wait for a slow peer: what may be lost is dropped early, what may not ends the channel at last. */
const longestLossyBacklog = 64;
const longestBacklog = 8_192;

/** The data channels of one peer, known by their labels. We are the passive side of DTLS, so ours have odd numbers. @see RFC 8832 */
export class DataChannels {
  readonly #handlers: DataChannelHandlers;
  readonly #association: SctpAssociation;
  readonly #channels = new Map<number, Channel>();
  #isEstablished = false;
  #nextId = 1;

  constructor(port: number, handlers: DataChannelHandlers) {
    this.#handlers = handlers;
    this.#association = new SctpAssociation(port, {
      send: (packet) => handlers.send(packet),
      onEstablished: () => this.#handleEstablished(),
      onMessage: (id, protocol, message) => this.#handleMessage(id, protocol, message),
      onStreamsReset: (ids) => {
        for (const id of ids) this.#channels.delete(id);
      },
      onClosed: () => {
        this.#channels.clear();
        handlers.onClosed();
      },
    });
  }

  handlePacket(packet: Buffer): void {
    this.#association.handlePacket(packet);
  }

  /** Opens a channel from our side, now or as soon as the association stands. */
  open(label: string, reliability: ChannelReliability): void {
    const channel = { ...reliability, id: this.#nextId, label, isOpen: false };
    this.#nextId += 2;
    this.#channels.set(channel.id, channel);
    if (this.#isEstablished) this.#sendOpen(channel);
  }

  /** @returns whether it went on its way: false when there is no such channel, or too much waits already */
  send(label: string, message: Buffer): boolean {
    const channel = this.#findOpen(label);
    if (!channel || message.length > maxMessageBytes) return false;
    const isLossy = channel.maxRetransmits !== undefined;
    if (this.#association.backlog > (isLossy ? longestLossyBacklog : longestBacklog)) {
      if (!isLossy) this.close();
      return false;
    }
    const isEmpty = message.length === 0;
    this.#association.send(channel.id, isEmpty ? protocolId.emptyBinary : protocolId.binary, isEmpty ? Buffer.alloc(1) : message, channel);
    return true;
  }

  /** The newest, for a peer that reconnects may open a label again. */
  #findOpen(label: string): Channel | undefined {
    return [...this.#channels.values()].findLast((channel) => channel.label === label && channel.isOpen);
  }

  close(): void {
    this.#association.close();
  }

  #handleEstablished(): void {
    this.#isEstablished = true;
    for (const channel of this.#channels.values()) if (!channel.isOpen) this.#sendOpen(channel);
  }

  #sendOpen({ id, label, isOrdered, maxRetransmits }: Channel): void {
    const name = Buffer.from(label);
    const head = Buffer.alloc(openBytes);
    head[0] = messageType.open;
    head[1] = (isOrdered ? 0 : unorderedFlag) | (maxRetransmits === undefined ? 0 : limitedRetransmits);
    head.writeUInt32BE(maxRetransmits ?? 0, 4);
    head.writeUInt16BE(name.length, 8);
    this.#association.send(id, protocolId.control, Buffer.concat([head, name]), { isOrdered: true });
  }

  #handleMessage(id: number, protocol: number, message: Buffer): void {
    if (protocol === protocolId.control) return this.#handleControl(id, message);
    const channel = this.#channels.get(id);
    if (!channel || message.length > maxMessageBytes) return;
    const isEmpty = protocol === protocolId.emptyBinary || protocol === protocolId.emptyText;
    this.#handlers.onMessage(channel.label, isEmpty ? Buffer.alloc(0) : message);
  }

  #handleControl(id: number, message: Buffer): void {
    if (message[0] === messageType.open) this.#handleOpen(id, message);
    const channel = this.#channels.get(id);
    if (message[0] !== messageType.acknowledge || !channel || channel.isOpen) return;
    channel.isOpen = true;
    this.#handlers.onOpen(channel.label);
  }

  #handleOpen(id: number, message: Buffer): void {
    if (message.length < openBytes || this.#channels.has(id) || this.#channels.size >= mostChannels) return;
    const labelEnd = openBytes + message.readUInt16BE(8);
    if (labelEnd > message.length) return;
    const type = message[1] ?? 0;
    const label = message.toString("utf8", openBytes, labelEnd);
    const maxRetransmits = (type & limitedRetransmits) === 0 ? undefined : message.readUInt32BE(4);
    this.#channels.set(id, { id, label, isOrdered: (type & unorderedFlag) === 0, maxRetransmits, isOpen: true });
    this.#association.send(id, protocolId.control, Buffer.from([messageType.acknowledge]), { isOrdered: true });
    this.#handlers.onOpen(label);
  }
}
