import { ReplayWindow } from "../srtp/index.ts";
import { contentType, type DtlsRecord, parseRecords, RecordCipher, serializeRecord } from "./records.ts";
import type { WriteKey } from "./secrets.ts";

/** Handshake records of later epochs than this do not exist without renegotiation. */
const protectedEpoch = 1;

/** Reads and writes records of the server's side: plain ones until there are keys, protected ones from then on. */
export class RecordLayer {
  #reading: RecordCipher | undefined;
  #writing: RecordCipher | undefined;
  readonly #seen = new ReplayWindow();
  readonly #nextSequences = [0, 0];
  #isReadingProtected = false;

  setKeys(keys: { readonly client: WriteKey; readonly server: WriteKey }): void {
    this.#reading = new RecordCipher(keys.client);
    this.#writing = new RecordCipher(keys.server);
  }

  /** Whether the peer's last handshake record came under the keys. */
  get isReadingProtected(): boolean {
    return this.#isReadingProtected;
  }

  /** One by one, for a record may bring the keys of the next. Forged and repeated ones are left out. */
  *read(packet: Buffer): Generator<DtlsRecord> {
    for (const record of parseRecords(packet)) {
      const content = record.epoch === 0 ? record.content : this.#open(record);
      if (!content) continue;
      if (record.type === contentType.handshake) this.#isReadingProtected = record.epoch === protectedEpoch;
      yield { ...record, content };
    }
  }

  #open(record: DtlsRecord): Buffer | undefined {
    if (record.epoch !== protectedEpoch || !this.#reading || !this.#seen.isFresh(record.sequence)) return undefined;
    const content = this.#reading.open(record);
    if (content) this.#seen.mark(record.sequence);
    return content;
  }

  /** Protected as soon as there are keys. */
  write(type: number, content: Buffer): Buffer {
    if (!this.#writing) return this.writePlain(type, content);
    return serializeRecord(this.#writing.seal({ type, epoch: protectedEpoch, sequence: this.#takeSequence(protectedEpoch), content }));
  }

  writePlain(type: number, content: Buffer): Buffer {
    return serializeRecord({ type, epoch: 0, sequence: this.#takeSequence(0), content });
  }

  #takeSequence(epoch: number): number {
    const sequence = this.#nextSequences[epoch] ?? 0;
    this.#nextSequences[epoch] = sequence + 1;
    return sequence;
  }
}
