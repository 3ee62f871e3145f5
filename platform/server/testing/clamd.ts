import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

/** EICAR's test file, which every scanner calls a virus; put together here, so that none finds it in this file. */
export const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

export interface TestClamd {
  /** as `openClamd` takes it */
  readonly url: string;
  close(): Promise<void>;
}

/** Speaks as ClamAV's daemon does, knows one virus, and takes no more than so many bytes. @see clamd(8) */
export async function openTestClamd(maxBytes = 1_000_000): Promise<TestClamd> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let heard = Buffer.alloc(0);
    socket.on("data", (part) => {
      heard = Buffer.concat([heard, part]);
      const answer = readCommand(heard, maxBytes);
      if (answer !== undefined) socket.end(`${answer}\0`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** @returns the answer; undefined while there is more to hear */
function readCommand(heard: Buffer, maxBytes: number): string | undefined {
  const end = heard.indexOf(0);
  const command = heard.subarray(0, Math.max(0, end)).toString();
  if (command === "zPING") return "PONG";
  if (command !== "zINSTREAM") return end < 0 ? undefined : "UNKNOWN COMMAND";
  const parts: Buffer[] = [];
  for (let offset = end + 1; offset + 4 <= heard.length;) {
    const length = heard.readUInt32BE(offset);
    if (length === 0) return Buffer.concat(parts).includes(eicar) ? "stream: Eicar-Signature FOUND" : "stream: OK";
    parts.push(heard.subarray(offset + 4, offset + 4 + length));
    offset += 4 + length;
  }
  return heard.length > maxBytes ? "INSTREAM size limit exceeded. ERROR" : undefined;
}
