/** One figure of a benchmark, for people. */
export interface Row {
  readonly figure: string;
  readonly value: number;
  /** what quality.md demands */
  readonly must?: Bound | undefined;
  readonly peer?: number | undefined;
  readonly ratio?: number | undefined;
}

export interface Bound {
  readonly sense: "at least" | "at most";
  readonly value: number;
}

/** What a benchmark brings: the line for programs, and the same for people. */
export interface Report {
  readonly figures: object;
  readonly rows: readonly Row[];
  /** what a reader must know to compare */
  readonly notes: readonly string[];
}

export const atLeast = (value: number): Bound => ({ sense: "at least", value });
export const atMost = (value: number): Bound => ({ sense: "at most", value });

export function meets(value: number, must: Bound): boolean {
  return must.sense === "at least" ? value >= must.value : value <= must.value;
}

/** @returns lines of a table, aligned */
export function toTable(rows: readonly Row[]): string[] {
  const hasPeer = rows.some((row) => row.peer !== undefined);
  const cells = rows.map((row) => [
    row.figure,
    toText(row.value),
    row.must ? `${row.must.sense} ${toText(row.must.value)}` : "",
    row.must ? (meets(row.value, row.must) ? "met" : "missed") : "",
    ...(hasPeer ? [toText(row.peer), toText(row.ratio)] : []),
  ]);
  const head = ["figure", "value", "must", "", ...(hasPeer ? ["peer", "ratio"] : [])];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]!.length)));
  return [head, ...cells].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

function toText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : value.toLocaleString("en", { maximumFractionDigits: 2 });
}

/** To two digits after the point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
