import { drawMarkdown, pageClass, parseMarkdown, toOwnPath } from "@veche/web/markdown";
import { memo, useMemo } from "react";
import type { ReactNode } from "react";
import { PathLink } from "../places/index.ts";

function Link({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactNode {
  const path = toOwnPath(href, location.origin);
  if (path !== null) return <PathLink path={path}>{children}</PathLink>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** Markdown as a page. Its headings stand below the title of the page. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }): ReactNode {
  const nodes = useMemo(() => parseMarkdown(text), [text]);
  return <div className={pageClass}>{drawMarkdown(nodes, { Link, hasHeadings: true })}</div>;
});
