import type { ReactNode } from "react";
import classes from "./pane-header.module.css";

interface PaneHeaderProps {
  readonly title: string;
  /** buttons on the right */
  readonly children?: ReactNode;
  readonly isSmall?: boolean;
  /** the pane is the page itself, as on a phone */
  readonly isPage?: boolean;
}

/** The head of a pane: its name and what one does with it. */
export function PaneHeader({ title, children, isSmall = false, isPage = false }: PaneHeaderProps): ReactNode {
  const Title = isPage ? "h1" : "h2";
  return (
    <header className={classes.header} data-small={isSmall || undefined}>
      <Title className={classes.title}>{title}</Title>
      {children}
    </header>
  );
}
