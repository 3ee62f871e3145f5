import type { Me } from "@veche/collab-sdk/browser";
import type { UserId } from "@veche/collab-domain/directory";
import { Fragment, memo, useMemo } from "react";
import type { ReactNode } from "react";
import { useCollab, useHost, useReadable, useUser } from "../context/index.ts";
import { parseMarkdown, toRecordPath } from "../view/index.ts";
import type { Node } from "../view/index.ts";
import classes from "./text.module.css";

/** How a text looks, also while it is being written. */
export const textClass = classes.text!;
export const mentionClass = classes.mention!;

type MentionNode = Extract<Node, { type: "mention" }>;

function isMine(node: MentionNode, me: Me | null): boolean {
  return node.kind === "everybody" || node.id === me?.user.id || (me?.groupIds.includes(node.id) ?? false);
}

function MentionChip({ node }: { readonly node: MentionNode }): ReactNode {
  const host = useHost();
  const me = useReadable(useCollab().me);
  const user = useUser(node.kind === "user" ? (node.id as UserId) : null);
  const attributes = { className: classes.mention, "data-mine": isMine(node, me) || undefined };
  if (!user || !host.openPerson) return <span {...attributes}>@{node.label}</span>;
  return (
    <button type="button" {...attributes} onClick={() => host.openPerson?.(user.externalId)}>
      @{user.fullName}
    </button>
  );
}

function Link({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactNode {
  const host = useHost();
  const path = toRecordPath(href, location.origin);
  if (path === null) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  }
  return (
    <a
      href={path}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        host.openRecord(path);
      }}
    >
      {children}
    </a>
  );
}

function draw(nodes: readonly Node[]): ReactNode {
  // The tree of one text never changes its order: places are the keys.
  return nodes.map((node, index) => <Fragment key={index}>{drawNode(node)}</Fragment>);
}

function drawTable(node: Extract<Node, { type: "table" }>): ReactNode {
  return (
    <div className={classes.scroll}>
      <table>
        <thead>
          <tr>
            {node.head.map((cell, index) => (
              <th key={index}>{draw(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {node.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>{draw(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function drawNode(node: Node): ReactNode {
  switch (node.type) {
    case "text":
      return node.text;
    case "strong":
      return <strong>{draw(node.children)}</strong>;
    case "emphasis":
      return <em>{draw(node.children)}</em>;
    case "deleted":
      return <del>{draw(node.children)}</del>;
    case "code":
      return <code>{node.text}</code>;
    case "break":
      return <br />;
    case "rule":
      return <hr />;
    case "link":
      return <Link href={node.href}>{draw(node.children)}</Link>;
    case "mention":
      return <MentionChip node={node} />;
    case "paragraph":
      return <p>{draw(node.children)}</p>;
    case "heading":
      return <p className={classes.heading}>{draw(node.children)}</p>;
    case "quote":
      return <blockquote>{draw(node.children)}</blockquote>;
    case "codeBlock":
      return (
        <pre>
          <code>{node.text}</code>
        </pre>
      );
    case "list":
      return node.isOrdered ? <ol start={node.start}>{draw(node.children)}</ol> : <ul>{draw(node.children)}</ul>;
    case "item":
      return <li>{draw(node.children)}</li>;
    default:
      return drawTable(node);
  }
}

/** The text of a message: Markdown as elements, never as markup of its own. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }): ReactNode {
  const nodes = useMemo(() => parseMarkdown(text), [text]);
  return <div className={classes.text}>{draw(nodes)}</div>;
});
