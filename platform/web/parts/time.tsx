import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useFormat } from "../i18n/index.ts";
import type { Instant } from "../i18n/index.ts";

const minuteMs = 60_000;

/** The present, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

interface TimeProps {
  readonly at: Instant;
  /** `short` for lists, `clock` for messages, `relative` for prose */
  readonly form?: "short" | "clock" | "relative";
  readonly className?: string | undefined;
}

/** A time as one says it; the exact one shows on hover. */
export function Time({ at, form = "relative", className }: TimeProps): ReactNode {
  const format = useFormat();
  const now = useNow();
  const text = form === "clock" ? format.clock(at) : format[form](at, now);
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
      {text}
    </time>
  );
}
