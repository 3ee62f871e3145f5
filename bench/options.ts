import { parseArgs } from "node:util";

const peerNames = ["ejabberd", "prosody", "janus"] as const;
export type PeerName = (typeof peerNames)[number];

/** What the person at the command line wants; what he does not say is undefined, and each benchmark has its own default. */
export interface Options {
  /** undefined: only the list is wanted */
  readonly benchmark: string | undefined;
  readonly isJson: boolean;
  readonly roomCount: number | undefined;
  readonly memberCount: number | undefined;
  /** sends under way in each room */
  readonly window: number | undefined;
  /** sends a second while latency is measured */
  readonly rate: number | undefined;
  readonly seconds: number | undefined;
  readonly sendCount: number | undefined;
  readonly connectionCount: number | undefined;
  readonly peer: PeerName | undefined;
  /** our server leaves a profile of its CPU in this folder */
  readonly profileDir: string | undefined;
}

/** The command line cannot be understood; the message says why. */
export class UsageError extends Error {}

const optionNames = {
  list: { type: "boolean" },
  json: { type: "boolean" },
  rooms: { type: "string" },
  window: { type: "string" },
  rate: { type: "string" },
  seconds: { type: "string" },
  sends: { type: "string" },
  connections: { type: "string" },
  peer: { type: "string" },
  profile: { type: "string" },
} as const;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [benchmark, ...surplus] = positionals;
  if (surplus.length > 0) throw new UsageError(`one benchmark at a time: ${positionals.join(", ")}`);
  const [roomCount, memberCount] = readRooms(values.rooms);
  return {
    benchmark: values.list ? undefined : benchmark,
    isJson: values.json ?? false,
    roomCount,
    memberCount,
    window: readNumber("window", values.window),
    rate: readNumber("rate", values.rate),
    seconds: readNumber("seconds", values.seconds),
    sendCount: readNumber("sends", values.sends),
    connectionCount: readNumber("connections", values.connections),
    peer: readPeer(values.peer),
    profileDir: values.profile,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: optionNames });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readRooms(text: string | undefined): [roomCount?: number, memberCount?: number] {
  if (text === undefined) return [];
  const [, rooms, members] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!(Number(rooms) > 0 && Number(members) > 0)) throw new UsageError(`--rooms wants rooms × members, as 10x100, not ${text}`);
  return [Number(rooms), Number(members)];
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new UsageError(`--${name} wants a number above 0, not ${text}`);
  return value;
}

function readPeer(text: string | undefined): PeerName | undefined {
  const name = peerNames.find((known) => known === text);
  if (text === undefined || name !== undefined) return name;
  throw new UsageError(`--peer knows ${peerNames.join(", ")}, not ${text}`);
}
