import { AppError } from "@veche/kernel";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";

/** `tooLarge`: the scanner does not take so much, nobody knows. */
export type Verdict = { readonly type: "clean" | "tooLarge" } | { readonly type: "infected"; readonly virus: string };

/** Looks for viruses. */
export interface Antivirus {
  /** @throws AppError unavailable when the scanner does not answer */
  scan(bytes: Readable): Promise<Verdict>;
  /** Whether it answers. */
  ping(): Promise<boolean>;
}

/** no scanner is set to take less */
const leastLimitBytes = 500_000;
/** so long it may be silent; with a whole file in its hands it is silent while it looks */
const patienceMs = { answer: 5 * 60_000, ping: 2_500 };

/**
 * ClamAV's daemon. @param url `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`
 * @see clamd(8), INSTREAM and PING
 */
export function openClamd(url: string): Antivirus {
  const { protocol, hostname, port, pathname } = new URL(url);
  const open = (): Socket => (protocol === "unix:" ? connect(pathname) : connect(Number(port || 3310), hostname));
  const ping = (): Promise<boolean> =>
    ask(open(), patienceMs.ping, async (socket) => void socket.write("zPING\0")).then(
      (answer) => answer === "PONG",
      () => false,
    );
  return {
    ping,
    scan: async (bytes) => {
      const socket = open();
      try {
        return readVerdict(await ask(socket, patienceMs.answer, (opened) => sendWhole(opened, bytes)));
      } catch (error) {
        // It closes the door on what is too large, and its last words may be lost in that; whoever fell over the file would not answer now.
        if (socket.bytesWritten > leastLimitBytes && (await ping())) return { type: "tooLarge" };
        throw error;
      } finally {
        bytes.destroy();
      }
    },
  };
}

/** @returns what it said, without the zero at the end @throws AppError unavailable */
async function ask(socket: Socket, silenceMs: number, send: (socket: Socket) => Promise<void>): Promise<string> {
  const answer = hear(socket, silenceMs);
  try {
    // who has found something, or has had enough, answers before the end and hears no more
    await Promise.race([once(socket, "connect").then(() => send(socket)), answer]);
    return await answer;
  } catch (cause) {
    throw new AppError("unavailable", {}, { cause });
  } finally {
    socket.destroy();
  }
}

/** The end of an answer is its zero; what becomes of the connection after it means nothing. */
function hear(socket: Socket, silenceMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    socket.on("data", (part: Buffer) => {
      heard += part.toString();
      if (heard.includes("\0")) resolve(heard.slice(0, heard.indexOf("\0")));
    });
    socket.once("close", () => reject(new Error("The scanner says nothing.")));
    socket.on("error", reject);
    socket.setTimeout(silenceMs, () => socket.destroy(new Error("The scanner is silent.")));
  });
}

/** Each part with its length before it; a length of zero ends it. */
async function sendWhole(socket: Socket, bytes: Readable): Promise<void> {
  socket.write("zINSTREAM\0");
  for await (const part of bytes as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.byteLength);
    socket.write(length);
    if (!socket.write(part)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
    if (!socket.writable) return;
  }
  socket.write(Buffer.alloc(4));
}

/** @throws AppError unavailable when it cannot look at all */
function readVerdict(answer: string): Verdict {
  const virus = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (virus !== undefined) return { type: "infected", virus };
  if (answer === "stream: OK") return { type: "clean" };
  if (answer.startsWith("INSTREAM size limit exceeded")) return { type: "tooLarge" };
  throw new AppError("unavailable", {}, { cause: new Error(`The scanner says: ${answer}`) });
}
