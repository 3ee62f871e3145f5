/** Stops when our own reasoning is broken; never for bad input (that is `AppError("invalid")`). */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

/** @returns the value, which we know to be there */
export function must<T>(value: T | null | undefined, message = "value is missing"): T {
  if (value === null || value === undefined) throw new Error(`Assertion failed: ${message}`);
  return value;
}

/** Proves to the compiler that every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
