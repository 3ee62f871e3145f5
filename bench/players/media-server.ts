import { openLocalMedia, type MediaCommand } from "@veche/sfu/media";

/** A media server in a process of its own, so that its CPU can be told from that of who loads it. */
const node = await openLocalMedia({ host: "127.0.0.1", udpPort: 0, announcedAddresses: [] });
process.on("message", (command: MediaCommand) => node.send(command));
process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => process.exit());
node.onEvent((event) => event.type === "trackStarted" && process.send?.(event));
process.send?.({ port: node.candidates[0]?.port });
