import { useNavigate } from "@tanstack/react-router";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

/** A link to a whole path of ours, query included. New windows and copying work as with every link. */
export function PathLink({ path, onClick, children, ...rest }: { readonly path: string } & Omit<ComponentProps<"a">, "href">): ReactNode {
  const navigate = useNavigate();
  const handleClick = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ href: path });
  };
  return (
    <a {...rest} href={path} onClick={handleClick}>
      {children}
    </a>
  );
}
