/** One person who is signed in and takes part in one room, whatever protocol the server speaks. */
export interface Player {
  /** messages of people that reached him since he came */
  readonly deliveryCount: number;
  /** called with the stamp in each message that reaches him, in microseconds; costs nothing while undefined */
  onStamp: ((sentAtUs: number) => void) | undefined;
  /** Answered when the server says that it has the message. @returns whether it was taken */
  post(text: string): Promise<boolean>;
  leave(): void;
}

const stamp = Buffer.from("t=");
const stampLength = 16;

/** Text that carries the moment it was made. */
export function stampText(filler: string): string {
  return `t=${nowUs()}${filler}`;
}

/** @returns the moment in the text, in microseconds since 1970 */
export function readStamp(bytes: Buffer, offset: number): number {
  const start = bytes.indexOf(stamp, offset) + stamp.length;
  return Number(bytes.toString("latin1", start, start + stampLength));
}

/** The clock of all processes of this machine. */
export function nowUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}
