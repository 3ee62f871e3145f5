import { cpus, release, totalmem } from "node:os";

/** The machine a figure belongs to, and the software that ran on it. */
export function describeMachine(software: string): string {
  const model = cpus()[0]?.model.trim() ?? "?";
  return `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, ${software}`;
}
