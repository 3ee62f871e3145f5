import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const handlersOf = new WeakMap<Server, Map<string, HandleUpgrade>>();

/** Several live sockets share one HTTP server, each at its path; an upgrade to any other path is refused. */
export function serveUpgrades(server: Server, path: string, handle: HandleUpgrade): void {
  const known = handlersOf.get(server);
  if (known) return void known.set(path, handle);
  const handlers = new Map([[path, handle]]);
  handlersOf.set(server, handlers);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const found = handlers.get((request.url ?? "").split("?", 1)[0]!);
    if (found) return found(request, socket, head);
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
}
