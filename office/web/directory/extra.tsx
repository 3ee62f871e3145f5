import { useId } from "react";
import type { ReactNode } from "react";
import classes from "./people.module.css";

/** What helps next, under the list of people. */
export function Extra({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className={classes.extra} aria-labelledby={id}>
      <h2 id={id} className={classes.extraTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}
