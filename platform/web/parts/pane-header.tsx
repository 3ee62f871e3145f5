import type { ReactNode } from "react";
import classes from "./pane-header.module.css";

interface PaneHeaderProps {
  readonly title: string;
  /** buttons on the right */
  readonly children?: ReactNode;
  readonly isSmall?: boolean;
}

/** The head of a pane: its name and what one does with it. */
export function PaneHeader({ title, children, isSmall = false }: PaneHeaderProps): ReactNode {
  return (
    <header className={classes.header} data-small={isSmall || undefined}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </header>
  );
}
