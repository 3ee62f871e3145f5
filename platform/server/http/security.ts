import type { FastifyInstance } from "fastify";

/** For answers that are data. */
export const apiSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
/** For the pages of our own interface. */
export const pageSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' ws: wss: http: https:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");
/** For files that people uploaded: nothing in them runs, and only our own pages show them in a frame. */
export const fileSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; frame-ancestors 'self'; sandbox";

/** Headers of every answer; a handler may set others of its own. @see OWASP ASVS 5.0 V3.4 */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook("onRequest", async (_, reply) => {
    reply.headers({
      "content-security-policy": apiSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
  });
}
