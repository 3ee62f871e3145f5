import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A mail server at the other end of a letter: takes every letter and hands it to whoever waits for it. @see RFC 5321 */
export interface MailServer {
  readonly url: string;
  /** @returns the words of the next letter to an address, also when it has come already; each letter once */
  receive(to: string): Promise<string>;
  stop(): Promise<void>;
}

interface Letter {
  readonly to: string;
  readonly text: string;
}

export async function startMailServer(): Promise<MailServer> {
  const arrived: Letter[] = [];
  let wake = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    void converse(socket, (letter) => {
      arrived.push(letter);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    receive: async (to) => {
      for (;;) {
        const index = arrived.findIndex((letter) => letter.to === to);
        if (index >= 0) return arrived.splice(index, 1)[0]!.text;
        await wake.promise;
      }
    },
    stop: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

async function converse(socket: Socket, onLetter: (letter: Letter) => void): Promise<void> {
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  socket.on("error", () => socket.destroy());
  say("220 mail.example.org ESMTP");
  let to = "";
  let source: string[] | undefined;
  for await (const line of createInterface({ input: socket })) {
    if (source && line !== ".") source.push(line);
    else if (source) {
      onLetter({ to, text: readText(source.join("\n")) });
      source = undefined;
      say("250 taken");
    } else if (/^data$/i.test(line)) {
      source = [];
      say("354 go on");
    } else {
      to = /^rcpt to:<([^>]*)>/i.exec(line)?.[1] ?? to;
      say(/^quit/i.test(line) ? "221 bye" : "250 ok");
    }
  }
  socket.end();
}

/** @returns the first part of a letter, decoded. @see RFC 2045 §6 */
function readText(source: string): string {
  const [, encoded = ""] = /^content-transfer-encoding: base64\n(?:.+\n)*\n((?:[A-Za-z0-9+/=]+\n?)+)/im.exec(source) ?? [];
  return encoded ? Buffer.from(encoded, "base64").toString("utf8") : source;
}
