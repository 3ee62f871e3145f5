import type { ReactNode } from "react";
import type { Tone } from "./avatar.tsx";
import classes from "./chip.module.css";

interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: Tone;
  /** a state of something, not a label */
  readonly hasDot?: boolean;
}

/** A short label; its colour means a state and nothing else. */
export function Chip({ children, tone = "neutral", hasDot = false }: ChipProps): ReactNode {
  return (
    <span className={classes.chip} data-tone={tone}>
      {hasDot && <span className={classes.dot} />}
      {children}
    </span>
  );
}

/** A number that wants attention; nothing for zero. */
export function CountBadge({
  count,
  label,
  isQuiet = false,
}: {
  readonly count: number;
  readonly label: string;
  readonly isQuiet?: boolean;
}): ReactNode {
  if (count <= 0) return null;
  return (
    <span className={classes.badge} data-quiet={isQuiet || undefined} role="img" aria-label={label}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
