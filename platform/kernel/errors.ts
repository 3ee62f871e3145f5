/**
 * The closed list of ways to fail. A code is a promise to programs: it never changes its meaning.
 * The number is the HTTP status that carries it.
 * @see RFC 9110 §15
 */
export const errorStatus = {
  /** The input does not fit the contract. `details.issues` lists path and reason, `details.field` the first path. */
  invalid: 400,
  /** Nobody is signed in, or the session or token has ended. */
  unauthenticated: 401,
  /** Seen, but not allowed. `details.permission` names what is missing. */
  forbidden: 403,
  /** It does not exist for you. Absence and denial look the same. */
  not_found: 404,
  /** The state of the thing does not allow it now. `details.reason` is a stable word. */
  conflict: 409,
  /** It was there and has ended: an expired code, link or upload. */
  gone: 410,
  /** Over a limit. `details.limit` and `details.unit` say which. */
  too_large: 413,
  /** `details.retryAfterMs` says when to try again. */
  too_many_requests: 429,
  /** A fault of ours. `details.requestId` finds it in the log. */
  internal: 500,
  /** Another server did not answer as it should. `details.reason` is a stable word. */
  bad_gateway: 502,
  /** Not now: starting, stopping, overloaded. */
  unavailable: 503,
  /** No room left for files. */
  insufficient_storage: 507,
  /** The file has a virus, and was not kept. `details.virus` */
  infected: 422,

  /** Connecting needs the right to connect services. `details.administrators` names who has it. */
  administrator_required: 403,
  /** Connecting needs two or more active users. `details.activeUserCount` */
  too_few_users: 409,
  /** The registration code is wrong. `details.attemptsLeft` */
  code_wrong: 400,
  /** The registration code has expired, was used, or was replaced by a newer one. */
  code_expired: 410,
  /** The address is not a Veche collaboration server. `details.url` */
  server_unknown: 502,
  /** The collaboration server does not answer. `details.url` */
  server_unreachable: 502,
  /** Discussions are not connected. */
  not_registered: 409,
  /** This is a copy of a connected database: it stays silent until a person decides. */
  parked: 409,
  /** Login or password is wrong; which of them is not said. */
  credentials_wrong: 401,
  /** The password is right; a code of the second factor is asked beside it. */
  second_factor_required: 401,
  /** The code of the second factor is wrong, or was used before. */
  second_factor_wrong: 401,
  /** The passkey is not known here, or its answer does not fit the question; which of them is not said. */
  passkey_wrong: 401,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A failure with a stable code. Facts travel in `details`; words for people are made in the interface. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** The shape in which a failure crosses a wire. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorStatus, value);
}

export function toErrorBody(error: AppError): ErrorBody {
  return { code: error.code, details: error.details };
}

/** @returns the failure a peer reported; `internal` when the body is not one of ours */
export function parseErrorBody(body: unknown): AppError {
  if (typeof body === "object" && body !== null && "code" in body && isErrorCode(body.code)) {
    const details = "details" in body && typeof body.details === "object" && body.details !== null ? (body.details as ErrorDetails) : {};
    return new AppError(body.code, details);
  }
  return new AppError("internal");
}
