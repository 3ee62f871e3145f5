import proxyAddr from "@fastify/proxy-addr";
import type { IncomingMessage, Server } from "node:http";

type IsTrusted = (address: string, hopIndex: number) => boolean;

const isTrustedBy = new WeakMap<Server, IsTrusted>();

/** Remembers whose `X-Forwarded-For` counts on a server: what takes upgrades there follows the rule of its requests. */
export function trustProxies(server: Server, proxies: string): void {
  isTrustedBy.set(server, proxyAddr.compile(proxies.split(",").map((proxy) => proxy.trim())));
}

/** @returns the network address of who sends a request or an upgrade, the nearest that no trusted proxy has */
export function clientAddressOf(server: Server, request: IncomingMessage): string {
  return proxyAddr(request, isTrustedBy.get(server) ?? trustNobody);
}

const trustNobody: IsTrusted = () => false;
