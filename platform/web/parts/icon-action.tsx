import { ActionIcon, Tooltip } from "@mantine/core";
import type { ActionIconProps } from "@mantine/core";
import type { ComponentPropsWithRef, ReactNode } from "react";
import classes from "./icon-action.module.css";

type IconActionProps = Omit<ActionIconProps, "children"> &
  Omit<ComponentPropsWithRef<"button">, keyof ActionIconProps | "children" | "aria-label"> & {
    /** what it does: the tooltip and the accessible name */
    readonly label: string;
    readonly children: ReactNode;
    readonly isActive?: boolean;
  };

/** A button that shows only a picture; its name stands in a tooltip. */
export function IconAction({ label, children, isActive, className, ...props }: IconActionProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        {...props}
        className={className ? `${classes.action} ${className}` : classes.action!}
        aria-label={label}
        {...(isActive === undefined ? {} : { "aria-pressed": isActive, "data-active": isActive || undefined })}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
