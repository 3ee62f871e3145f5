import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CountBadge } from "../parts/index.ts";
import classes from "./home.module.css";

interface WidgetProps {
  readonly title: string;
  readonly badge?: { readonly count: number; readonly label: string };
  readonly more?: { readonly to: string; readonly label: string; readonly search?: Readonly<Record<string, string>> };
  readonly children: ReactNode;
}

/** A card of the desk. */
export function Widget({ title, badge, more, children }: WidgetProps): ReactNode {
  return (
    <section className={classes.widget} aria-label={title}>
      <header className={classes.widgetHead}>
        <h2 className={classes.widgetTitle}>{title}</h2>
        {badge && <CountBadge {...badge} />}
        {more && (
          <Link to={more.to} search={more.search ?? {}} className={classes.more}>
            {more.label}
          </Link>
        )}
      </header>
      {children}
    </section>
  );
}
