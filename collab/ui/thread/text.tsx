import type { Me } from "@veche/collab-sdk/browser";
import type { UserId } from "@veche/collab-domain/directory";
import { drawMarkdown, markdownClass, toOwnPath } from "@veche/web/markdown";
import type { MarkdownLook } from "@veche/web/markdown";
import { memo, useMemo } from "react";
import type { ReactNode } from "react";
import { useCollab, useHost, useReadable, useUser } from "../context/index.ts";
import { parseMessage } from "../view/index.ts";
import type { MentionNode } from "../view/index.ts";
import classes from "./text.module.css";

export const mentionClass = classes.mention!;

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
  const path = toOwnPath(href, location.origin);
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

const look: MarkdownLook<MentionNode> = { Link, drawOwn: (node) => <MentionChip node={node} /> };

/** The text of a message. */
export const MessageText = memo(function MessageText({ text }: { readonly text: string }): ReactNode {
  const nodes = useMemo(() => parseMessage(text), [text]);
  return <div className={markdownClass}>{drawMarkdown(nodes, look)}</div>;
});
