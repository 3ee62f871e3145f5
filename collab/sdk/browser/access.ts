import { AppError } from "@veche/kernel";

/** A short token and its end, from the application. */
export interface Access {
  readonly token: string;
  readonly expiresAt: string;
}

const renewBeforeMs = 60_000;

/** Keeps the present token and asks for the next one in time; many askers make one request. */
export class AccessKeeper {
  readonly #getAccess: () => Promise<Access>;
  #current: Access | null = null;
  #pending: Promise<Access> | null = null;

  constructor(getAccess: () => Promise<Access>) {
    this.#getAccess = getAccess;
  }

  /** @throws AppError what the application said */
  async getToken(): Promise<string> {
    const isFresh = this.#current !== null && Date.parse(this.#current.expiresAt) - Date.now() > renewBeforeMs;
    if (isFresh) return this.#current!.token;
    this.#pending ??= this.#getAccess().finally(() => (this.#pending = null));
    this.#current = await this.#pending;
    return this.#current.token;
  }

  /** The server refused the token: ask for another one. */
  forget(): void {
    this.#current = null;
  }
}

/** Whether trying again later may help: nothing answered, or not now. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof AppError) || passingCodes.has(error.code);
}
const passingCodes = new Set<string>([
  "server_unreachable",
  "unavailable",
  "too_many_requests",
  "internal",
  "bad_gateway",
  "unauthenticated",
]);
