import { AppError } from "@veche/kernel";

/** @throws AppError invalid (field, externalId) when one name stands for two things */
export function checkDistinct(field: string, items: readonly { readonly externalId: string }[]): void {
  const seen = new Set<string>();
  for (const { externalId } of items) {
    if (seen.has(externalId)) throw new AppError("invalid", { field, reason: "duplicate", externalId });
    seen.add(externalId);
  }
}
