import fastifyStatic from "@fastify/static";
import { AppError } from "@veche/kernel";
import { pageSecurityPolicy } from "@veche/server/http";
import type { FastifyInstance } from "fastify";
import { sep } from "node:path";

const foreverSeconds = 31_536_000;
const serverPaths = /^(?:api|files)(?:\/|$)/;

/** Serves the built interface: named files as they are, every other page of a browser as the one page that finds its way itself. */
export async function mountPages(fastify: FastifyInstance, webDir: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: webDir,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isNamedByContent = path.includes(`${sep}assets${sep}`);
      reply.header("cache-control", isNamedByContent ? `public, max-age=${foreverSeconds}, immutable` : "no-cache");
      reply.header("content-security-policy", pageSecurityPolicy);
    },
  });
  fastify.get("/*", { exposeHeadRoute: true }, async (request, reply) => {
    const { "*": path } = request.params as { "*": string };
    if (serverPaths.test(path)) throw new AppError("not_found");
    const isFile = /\.[a-z0-9]+$/i.test(path);
    return reply.sendFile(isFile ? path : "index.html");
  });
}
