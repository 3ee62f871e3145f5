import { AppError } from "@veche/kernel";
import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a browser says that another site sends the request. Programs that are no browsers send neither header and are not foreign.
 * @see https://www.w3.org/TR/fetch-metadata/ Sec-Fetch-Site, RFC 6454 §7 Origin
 */
export function isForeignOrigin(headers: IncomingHttpHeaders, host: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** For requests that a cookie signs in. @throws AppError forbidden `reason: foreign_origin` */
export function requireSameOrigin(headers: IncomingHttpHeaders, host: string): void {
  if (isForeignOrigin(headers, host)) throw new AppError("forbidden", { reason: "foreign_origin" });
}
