import { fork } from "node:child_process";
import { once } from "node:events";
import { PeerMissingError, requirePackages } from "../peers/index.ts";
import type { CallFigures, CallPlan } from "./call.ts";

export interface SideBySide {
  readonly ours: CallFigures;
  readonly theirs: CallFigures;
}

/** In the network of the match: Janus takes no address of the loop. */
const address = "10.85.0.1";
const setUp = [
  "ip link set lo up",
  "ip link add veche0 type veth peer name veche1",
  `ip addr add ${address}/24 dev veche0`,
  "ip link set veche0 up",
  "ip link set veche1 up",
  'exec "$@"',
].join(" && ");

/**
 * Our media server and Janus do the same, one after the other, in a network of their own that nothing leaves.
 * @throws PeerMissingError with a sentence for the person
 */
export async function measureBesideJanus(plan: CallPlan): Promise<SideBySide> {
  requirePackages(["janus", "iproute2"]);
  const match = fork(new URL("match.ts", import.meta.url), [JSON.stringify({ ...plan, address })], {
    execPath: "/usr/bin/unshare",
    execArgv: ["--net", "--", "sh", "-c", setUp, "sh", process.execPath],
  });
  const said = once(match, "message") as Promise<[SideBySide]>;
  const ended = once(match, "exit") as Promise<[number | null]>;
  const result = await Promise.race([said, ended.then(([code]) => code)]);
  if (Array.isArray(result)) return result[0];
  throw new PeerMissingError(`The match with Janus ended with ${result}; it has said why.`);
}
