import type { IncomingHttpHeaders } from "node:http";

/** The session cookie of an origin. Behind https it is bound to the origin by its name. @see RFC 6265bis §4.1.3 */
export class SessionCookie {
  readonly #name: string;
  readonly #attributes: string;

  constructor(publicUrl: string) {
    const isSecure = publicUrl.startsWith("https:");
    this.#name = isSecure ? "__Host-veche_session" : "veche_session";
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  }

  read(headers: IncomingHttpHeaders | Readonly<Record<string, string>>): string | null {
    const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
    const [, value] = pairs.find(([name]) => name === this.#name) ?? [];
    return value === undefined || value === "" ? null : value;
  }

  /** @returns a Set-Cookie header */
  keep(token: string, expiresAt: Date): string {
    return `${this.#name}=${token}; Expires=${expiresAt.toUTCString()}${this.#attributes}`;
  }

  forget(): string {
    return `${this.#name}=; Expires=${new Date(0).toUTCString()}${this.#attributes}`;
  }
}
