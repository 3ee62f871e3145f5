import type { ComponentProps, ReactNode } from "react";
import classes from "./plain-list.module.css";

/** A list without marks and margins. */
export function PlainList({ className, ...props }: ComponentProps<"ul">): ReactNode {
  return <ul {...props} className={className ? `${classes.list} ${className}` : classes.list} />;
}
