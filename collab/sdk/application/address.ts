import { AppError } from "@veche/kernel";

/**
 * What a person types as the address of a collaboration server: `chat.example.ru`, `https://…`, also `wss://…`.
 * @returns its origin; without a scheme https, for this very machine http
 * @throws AppError invalid (field `serverUrl`) when it cannot be an address
 */
export function parseServerAddress(text: string): string {
  const trimmed = text.trim();
  const scheme = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/i.test(trimmed) ? "http" : "https";
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed.replace(/^ws(s?):/i, "http$1:") : `${scheme}://${trimmed}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isWeb = url !== null && (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
  if (!isWeb || url.username !== "" || url.password !== "") throw new AppError("invalid", { field: "serverUrl", reason: "address" });
  return url.origin;
}
