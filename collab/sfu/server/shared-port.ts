import type { Server } from "node:http";
import { connect, type Socket } from "node:net";
import { readFirstFragment } from "../ice/index.ts";

/** The first byte of a framed STUN packet is the high part of a small length; HTTP begins with a letter, TLS with 0x16. */
const highestFrameByte = 0x05;
/** The first check of a client is shorter. */
const longestFirstBytes = 1_024;
const patienceMs = 10_000;

/**
 * Sorts the connections of an HTTP server: those that begin with ICE go on to the worker they name, all others stay HTTP.
 * @param findPort where the worker listens that made this ICE fragment
 */
export function shareTcpPort(server: Server, findPort: (fragment: string) => number | undefined): void {
  const accept = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on("error", onEarlyError);
    socket.once("data", (chunk: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      if ((chunk[0] ?? 0) <= highestFrameByte) return handOn(socket, chunk, findPort);
      socket.off("error", onEarlyError);
      socket.removeAllListeners("timeout");
      socket.unshift(chunk);
      for (const listener of accept) listener.call(server, socket);
      socket.resume();
    });
  });
}

/** A connection that breaks before it says anything concerns nobody. */
function onEarlyError(this: Socket): void {
  this.destroy();
}

function handOn(socket: Socket, first: Buffer, findPort: (fragment: string) => number | undefined, before = Buffer.alloc(0)): void {
  const bytes = Buffer.concat([before, first]);
  const fragment = readFirstFragment(bytes);
  const port = fragment === undefined ? undefined : findPort(fragment);
  if (fragment === undefined && bytes.length < longestFirstBytes) {
    socket.once("data", (next: Buffer) => handOn(socket, next, findPort, bytes));
    socket.resume();
    return;
  }
  if (port === undefined) return void socket.destroy();
  const worker = connect(port, "127.0.0.1");
  worker.setNoDelay(true);
  socket.setNoDelay(true);
  worker.on("error", () => socket.destroy());
  worker.on("close", () => socket.destroy());
  socket.on("close", () => worker.destroy());
  worker.write(bytes);
  socket.pipe(worker).pipe(socket);
}
