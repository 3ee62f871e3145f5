/** One packet of a publisher, opened and read once for all who receive it. */
export interface MediaPacket {
  /** unwrapped */
  readonly sequence: number;
  readonly timestamp: number;
  readonly isMarked: boolean;
  /** Shared by all receivers. */
  readonly payload: Buffer;
  readonly descriptor: Buffer | undefined;
  /** Whether a decoder can begin here. */
  readonly isKeyFrameStart: boolean;
}

const size = 512;

/** The last packets of a source, for those who lost some. */
export class PacketHistory {
  readonly #packets = Array.from<MediaPacket | undefined>({ length: size });

  add(packet: MediaPacket): void {
    this.#packets[packet.sequence % size] = packet;
  }

  find(sequence: number): MediaPacket | undefined {
    const packet = this.#packets[sequence % size];
    return packet?.sequence === sequence ? packet : undefined;
  }
}
