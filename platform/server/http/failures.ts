import { AppError, errorStatus, toErrorBody } from "@veche/kernel";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";

/** Turns whatever was thrown into a status and `{code, details}`; what we did not foresee is logged and told as `internal`. */
export async function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const failure = toFailure(error, request);
  if (failure.code === "internal")
    request.log.error({ err: error, method: request.method, url: request.routeOptions.url }, "request failed");
  const { retryAfterMs } = failure.details;
  if (typeof retryAfterMs === "number") reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
  await reply.code(errorStatus[failure.code]).type("application/json").send(toErrorBody(failure));
}

export async function handleUnknownPath(_: FastifyRequest, reply: FastifyReply): Promise<void> {
  await reply.code(errorStatus.not_found).send(toErrorBody(new AppError("not_found")));
}

/** @returns the failure to tell; an unforeseen one becomes `internal` with the request's id */
export function toFailure(error: unknown, request: { readonly id: string }): AppError {
  if (error instanceof AppError) return error;
  return fromFastify(error) ?? new AppError("internal", { requestId: request.id }, { cause: error });
}

function fromFastify(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as Partial<FastifyError>;
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new AppError("too_large", { unit: "bytes" }, { cause: error });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return invalid("content-type", "unsupported", error);
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return invalid("content-length", "mismatch", error);
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return invalid("", "malformed_json", error);
    case "FST_ERR_MAX_PARAM_LENGTH":
    case "FST_ERR_BAD_URL":
      return new AppError("not_found", {}, { cause: error });
    default:
      return statusCode === 400 ? invalid("", "malformed", error) : undefined;
  }
}

function invalid(field: string, reason: string, cause: unknown): AppError {
  return new AppError("invalid", { field, issues: [{ path: field, reason }] }, { cause });
}
