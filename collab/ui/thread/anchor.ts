import type { ThreadRow } from "../view/index.ts";

const base = 1_000_000;

/** Keeps the numbers of rows when older ones come before them, so that the place on the screen stays. */
export class Anchor {
  #key: string | null = null;
  #firstIndex = base;
  #rows: readonly ThreadRow[] = [];

  /** @returns the number of the first row; the row that was the first message keeps its number */
  place(rows: readonly ThreadRow[]): number {
    if (rows === this.#rows) return this.#firstIndex;
    const before = this.#rows.findIndex((row) => row.key === this.#key);
    const after = rows.findIndex((row) => row.key === this.#key);
    if (this.#key !== null && before >= 0 && after >= 0) this.#firstIndex -= after - before;
    else this.#firstIndex = base;
    this.#rows = rows;
    this.#key = rows.find((row) => row.type === "message" || row.type === "note")?.key ?? null;
    return this.#firstIndex;
  }
}
