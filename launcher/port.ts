import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

export type PortFault = "busy" | "forbidden" | "unknownHost";

/**
 * Whether the port can be opened, asked before the long part of the start.
 * @returns the port, a free one for 0, or why not
 */
export async function probePort(host: string, port: number): Promise<number | PortFault> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    return toPortFault(error);
  } finally {
    server.close();
  }
}

/** @throws the error itself when it says nothing about the port */
export function toPortFault(error: unknown): PortFault {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return "busy";
    case "EACCES":
    case "EPERM":
      return "forbidden";
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "unknownHost";
    default:
      throw error;
  }
}
