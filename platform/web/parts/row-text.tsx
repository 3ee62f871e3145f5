import type { ReactNode } from "react";
import classes from "./row-text.module.css";

interface RowTextProps {
  readonly title: ReactNode;
  /** under the title, smaller; an empty one takes no room */
  readonly note?: ReactNode;
  /** unread, chosen */
  readonly isStrong?: boolean;
}

/** The two lines of a row: what it is and a word about it. Each is cut at the end of the row. */
export function RowText({ title, note, isStrong = false }: RowTextProps): ReactNode {
  return (
    <span className={classes.text}>
      <span className={classes.title} data-strong={isStrong || undefined}>
        {title}
      </span>
      {note && <span className={classes.note}>{note}</span>}
    </span>
  );
}
