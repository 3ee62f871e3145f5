import { pino, stdSerializers, type Logger } from "pino";

export type Log = Logger;
export type LogLevel = "error" | "warn" | "info" | "debug" | "silent";

export interface LogOptions {
  readonly level: LogLevel;
  /** the part that speaks: `collab`, `office` */
  readonly name: string;
  /** where lines go; the standard output when not given */
  readonly destination?: { write(line: string): unknown };
}

const secretNames = ["password", "token", "secret", "code", "authorization", "cookie", "ticket", "proof"];
const secretPaths = [...secretNames, ...secretNames.map((name) => `*.${name}`), ...secretNames.map((name) => `*.*.${name}`)];
// JSON escapes C0 itself; C1 and the marks that turn the direction of writing can still take over a terminal.
const controls = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** @returns the line with every character that steers a terminal written as `\uXXXX` */
export function escapeControls(line: string): string {
  return line.replace(controls, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * JSON lines: fields, not sentences. error = gave up, warn = retrying, info = a step of the life cycle, debug = the rest.
 * Fields that are named like secrets are replaced; give a child `{requestId}` to follow one request.
 */
export function openLog(options: LogOptions): Log {
  const destination = options.destination ?? process.stdout;
  const stream = { write: (line: string): unknown => destination.write(escapeControls(line)) };
  return pino(
    {
      level: options.level,
      name: options.name,
      base: { pid: process.pid },
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
      redact: { paths: secretPaths, censor: "[secret]" },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    stream,
  );
}
