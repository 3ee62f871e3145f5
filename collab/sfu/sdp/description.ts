/** A session description, as far as it matters between a browser and us. @see RFC 8866, RFC 8829 */
export interface Description {
  readonly sections: readonly MediaSection[];
}

export type SectionKind = "audio" | "video" | "application";
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

export interface Codec {
  readonly payloadType: number;
  /** lower case */
  readonly name: string;
  readonly clockRate: number;
  readonly channels: number;
  /** what `a=fmtp` says */
  readonly parameters: string;
}

export interface MediaSection {
  readonly kind: SectionKind;
  readonly mid: string;
  /** Given up by the other side for good. */
  readonly isRejected: boolean;
  readonly direction: Direction;
  readonly codecs: readonly Codec[];
  readonly extensions: readonly { readonly id: number; readonly uri: string }[];
  /** layers that the other side wants to send */
  readonly rids: readonly string[];
  readonly sources: readonly { readonly ssrc: number; readonly rtxSsrc?: number | undefined }[];
  /** what the browser calls its track */
  readonly trackId: string;
  readonly ice: { readonly usernameFragment: string; readonly password: string } | undefined;
  readonly fingerprint: { readonly algorithm: string; readonly value: string } | undefined;
  readonly sctpPort: number;
}

const longestSdp = 500_000;
const mostSections = 300;

/** @returns undefined for what is no session description, or one of unreasonable size */
export function parseDescription(sdp: string): Description | undefined {
  if (sdp.length > longestSdp || !sdp.startsWith("v=0")) return undefined;
  const [session = [], ...groups] = splitSections(sdp.split(/\r?\n/));
  if (groups.length > mostSections) return undefined;
  const shared = parseShared(session);
  const sections = groups.flatMap((lines) => parseSection(lines, shared) ?? []);
  return sections.length === groups.length ? { sections } : undefined;
}

function splitSections(lines: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith("m=")) groups.push([]);
    if (line !== "") groups.at(-1)?.push(line);
  }
  return groups;
}

/** The values of `a=<name>:` lines. */
const listValues = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3));

type Shared = Pick<MediaSection, "ice" | "fingerprint">;

function parseShared(lines: readonly string[]): Shared {
  const [usernameFragment] = listValues(lines, "ice-ufrag");
  const [password] = listValues(lines, "ice-pwd");
  const [algorithm, value] = listValues(lines, "fingerprint")[0]?.trim().split(/\s+/) ?? [];
  return {
    ice: usernameFragment !== undefined && password !== undefined ? { usernameFragment, password } : undefined,
    fingerprint: algorithm !== undefined && value !== undefined ? { algorithm, value } : undefined,
  };
}

const kinds: ReadonlySet<string> = new Set(["audio", "video", "application"]);
const directions: readonly Direction[] = ["sendrecv", "sendonly", "recvonly", "inactive"];

function parseSection(lines: readonly string[], session: Shared): MediaSection | undefined {
  const [kind = "", port, , ...formats] = lines[0]?.slice(2).split(" ") ?? [];
  const [mid] = listValues(lines, "mid");
  if (!kinds.has(kind) || mid === undefined || !/^[\w.-]{1,32}$/.test(mid)) return undefined;
  const own = parseShared(lines);
  return {
    kind: kind as SectionKind,
    mid,
    isRejected: port === "0" && !lines.includes("a=bundle-only"),
    direction: directions.find((one) => lines.includes(`a=${one}`)) ?? "sendrecv",
    codecs: kind === "application" ? [] : parseCodecs(lines, formats),
    extensions: listValues(lines, "extmap").flatMap(parseExtension),
    rids: listValues(lines, "rid").flatMap((value) => (value.split(" ")[1] === "send" ? [value.split(" ")[0] ?? ""] : [])),
    sources: parseSources(lines),
    trackId: parseTrackId(lines),
    ice: own.ice ?? session.ice,
    fingerprint: own.fingerprint ?? session.fingerprint,
    sctpPort: Number(listValues(lines, "sctp-port")[0] ?? 5000),
  };
}

function parseCodecs(lines: readonly string[], formats: readonly string[]): Codec[] {
  const split = (value: string): [string, string] => [value.slice(0, value.indexOf(" ")), value.slice(value.indexOf(" ") + 1)];
  const maps = new Map(listValues(lines, "rtpmap").map(split));
  const parameters = new Map(listValues(lines, "fmtp").map(split));
  return formats.flatMap((format) => {
    const [name, clockRate, channels] = maps.get(format)?.split("/") ?? [];
    if (name === undefined || clockRate === undefined) return [];
    return [
      {
        payloadType: Number(format),
        name: name.toLowerCase(),
        clockRate: Number(clockRate),
        channels: Number(channels ?? 1),
        parameters: parameters.get(format) ?? "",
      },
    ];
  });
}

function parseExtension(value: string): { id: number; uri: string }[] {
  const [number = "", uri] = value.split(" ");
  const id = Number.parseInt(number, 10);
  return uri !== undefined && id >= 1 && id <= 255 ? [{ id, uri }] : [];
}

/** With the repair source of each, by the groups of RFC 4588. @see RFC 5576 §4.2 */
function parseSources(lines: readonly string[]): { ssrc: number; rtxSsrc?: number | undefined }[] {
  const pairs = listValues(lines, "ssrc-group")
    .filter((value) => value.startsWith("FID "))
    .map((value) => value.split(" ").slice(1).map(Number));
  const repairs = new Map(pairs.map(([ssrc = 0, rtx = 0]) => [ssrc, rtx]));
  const repairing = new Set(repairs.values());
  const all = new Set(listValues(lines, "ssrc").map((value) => Number.parseInt(value, 10)));
  return [...all].filter((ssrc) => Number.isInteger(ssrc) && !repairing.has(ssrc)).map((ssrc) => ({ ssrc, rtxSsrc: repairs.get(ssrc) }));
}

/** Firefox writes braces around its ids. */
function parseTrackId(lines: readonly string[]): string {
  const words = listValues(lines, "msid")[0]?.trim().split(/\s+/) ?? [];
  return (words[1] ?? words[0] ?? "").replaceAll(/[{}]/g, "");
}
