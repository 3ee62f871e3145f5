import { inspect } from "node:util";
import * as z from "zod";

/** A value that does not print: not in logs, not in JSON, not in error messages. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for the one place that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}

/** A setting that is a secret. */
export const secretSchema = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
