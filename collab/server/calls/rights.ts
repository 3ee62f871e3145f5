import type { Sockets } from "../context.ts";

/** @returns the same sockets; whenever connections are ended, for rights may have been lost with them, calls are looked at */
export function watchSockets(sockets: Sockets, check: () => void): Sockets {
  const watch =
    <Args extends readonly unknown[]>(close: (...args: Args) => void) =>
    (...args: Args): void => {
      close(...args);
      check();
    };
  const { closeUsers, closeApplication, restartUsers } = sockets;
  return { ...sockets, closeUsers: watch(closeUsers), closeApplication: watch(closeApplication), restartUsers: watch(restartUsers) };
}
