import { Lexer } from "marked";
import type { Token, Tokens } from "marked";
import { Fragment, memo, useMemo } from "react";
import type { ReactNode } from "react";
import { PathLink } from "../places/index.ts";
import classes from "./markdown.module.css";

/** @returns the address when it is safe to follow: the web, mail, telephone, or a path of ours */
export function parseHref(href: string): { readonly href: string; readonly isOurs: boolean } | null {
  if (/^\/(?!\/)/.test(href)) return { href, isOurs: true };
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return null;
  const isOurs = typeof location !== "undefined" && url.origin === location.origin;
  return { href: isOurs ? url.pathname + url.search + url.hash : url.href, isOurs };
}

function Anchor({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactNode {
  const target = parseHref(href);
  if (target === null) return children;
  if (target.isOurs) return <PathLink path={target.href}>{children}</PathLink>;
  return (
    <a href={target.href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

const inner = (tokens: readonly Token[] | undefined): ReactNode =>
  tokens?.map((token, index) => <Fragment key={index}>{show(token)}</Fragment>);

function ListOf({ token }: { readonly token: Tokens.List }): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} readOnly aria-label={item.text} />}
      {inner(item.tokens)}
    </li>
  ));
  return token.ordered ? <ol start={token.start || 1}>{items}</ol> : <ul>{items}</ul>;
}

function TableOf({ token }: { readonly token: Tokens.Table }): ReactNode {
  const align = (index: number) => ({ textAlign: token.align[index] ?? undefined });
  return (
    <table>
      <thead>
        <tr>
          {token.header.map((cell, index) => (
            <th key={index} style={align(index)}>
              {inner(cell.tokens)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {token.rows.map((row, rowIndex) => (
          <tr key={rowIndex}>
            {row.map((cell, index) => (
              <td key={index} style={align(index)}>
                {inner(cell.tokens)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const headings = ["h2", "h2", "h3", "h4", "h4", "h4", "h4"] as const;

function show(token: Token): ReactNode {
  switch (token.type) {
    case "heading": {
      const Heading = headings[(token as Tokens.Heading).depth] ?? "h4";
      return <Heading>{inner(token.tokens)}</Heading>;
    }
    case "paragraph":
      return <p>{inner(token.tokens)}</p>;
    case "strong":
      return <strong>{inner(token.tokens)}</strong>;
    case "em":
      return <em>{inner(token.tokens)}</em>;
    case "del":
      return <del>{inner(token.tokens)}</del>;
    case "blockquote":
      return <blockquote>{inner(token.tokens)}</blockquote>;
    case "list":
      return <ListOf token={token as Tokens.List} />;
    case "table":
      return <TableOf token={token as Tokens.Table} />;
    case "code":
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "codespan":
      return <code>{(token as Tokens.Codespan).text}</code>;
    case "link":
      return <Anchor href={(token as Tokens.Link).href}>{inner(token.tokens)}</Anchor>;
    case "image":
      return <Anchor href={(token as Tokens.Image).href}>{(token as Tokens.Image).text || (token as Tokens.Image).href}</Anchor>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "space":
    case "def":
    case "checkbox":
      return null;
    case "text":
      return token.tokens ? inner(token.tokens) : (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

/** Markdown as a page. Built from elements, never from HTML: nothing in a text can run. Its headings stand below the title of the page. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }): ReactNode {
  const tokens = useMemo(() => new Lexer({ gfm: true, breaks: true }).lex(text), [text]);
  return <div className={classes.markdown}>{inner(tokens)}</div>;
});
