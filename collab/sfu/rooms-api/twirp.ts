import type { Message, MessageType } from "@bufbuild/protobuf";
import type { Grants } from "../tokens/index.ts";

/** @see https://twitchtv.github.io/twirp/docs/spec_v7.html#error-codes */
const statusOf = {
  malformed: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  bad_route: 404,
  resource_exhausted: 429,
  internal: 500,
} as const;

export class TwirpError extends Error {
  readonly code: keyof typeof statusOf;

  constructor(code: keyof typeof statusOf, message: string) {
    super(message);
    this.code = code;
  }
}

export interface TwirpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

export type TwirpMethod = (grants: Grants, body: Buffer, isJson: boolean) => TwirpAnswer;

/** One method of a service: reads the request, runs, writes the response in the request's form. */
export function method<Request extends Message<Request>, Response extends Message<Response>>(
  type: MessageType<Request>,
  run: (grants: Grants, request: Request) => Response,
): TwirpMethod {
  return (grants, body, isJson) => {
    const response = run(grants, parse(type, body, isJson));
    return isJson
      ? { status: 200, contentType: "application/json", body: response.toJsonString({ emitDefaultValues: true }) }
      : { status: 200, contentType: "application/protobuf", body: response.toBinary() };
  };
}

function parse<Request extends Message<Request>>(type: MessageType<Request>, body: Buffer, isJson: boolean): Request {
  try {
    return isJson ? type.fromJsonString(body.toString() || "{}", { ignoreUnknownFields: true }) : type.fromBinary(body);
  } catch {
    throw new TwirpError("malformed", "the request cannot be read");
  }
}

export function toErrorAnswer(error: unknown): TwirpAnswer {
  const { code, message } = error instanceof TwirpError ? error : new TwirpError("internal", "internal error");
  return { status: statusOf[code], contentType: "application/json", body: JSON.stringify({ code, msg: message }) };
}
