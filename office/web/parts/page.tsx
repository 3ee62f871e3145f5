import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import { Fragment } from "react";
import type { ReactNode } from "react";
import classes from "./page.module.css";
import { partTexts } from "./texts.ts";

export interface Crumb {
  readonly label: string;
  /** undefined: no page of its own */
  readonly to?: string;
}

const noCrumbs: readonly Crumb[] = [];

interface PageHeaderProps {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** beside the title: a state, a date */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
}

/** Where one is, what the page is called, what can be done here. */
export function PageHeader({ title, crumbs = noCrumbs, note, actions }: PageHeaderProps): ReactNode {
  return (
    <header className={classes.header}>
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <div className={classes.line}>
        <h1 className={classes.title}>{title}</h1>
        {note}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  );
}

export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode {
  const t = useText(partTexts);
  return (
    <nav className={classes.crumbs} aria-label={t("path")}>
      {crumbs.map(({ label, to }, index) => (
        <Fragment key={label}>
          {index > 0 && <IconChevronRight size={14} stroke={1.75} aria-hidden />}
          {to ? <Link to={to}>{label}</Link> : <span>{label}</span>}
        </Fragment>
      ))}
    </nav>
  );
}

/** The scrolling body of a page, with the margins of the design. */
export function Page({
  children,
  isSunken = false,
  isNarrow = false,
}: {
  readonly children: ReactNode;
  readonly isSunken?: boolean;
  readonly isNarrow?: boolean;
}): ReactNode {
  return (
    <div className={classes.page} data-sunken={isSunken || undefined}>
      <div className={isNarrow ? classes.narrow : undefined}>{children}</div>
    </div>
  );
}
