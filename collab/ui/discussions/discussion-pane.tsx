import type { ConversationId } from "@veche/collab-domain/conversations";
import { useText } from "@veche/web/i18n";
import { ErrorState, RowsSkeleton } from "@veche/web/parts";
import type { ReactNode } from "react";
import { CallButton } from "../calls/index.ts";
import { texts } from "../texts/index.ts";
import { Conversation } from "./conversation.tsx";
import { useHead } from "./head.ts";
import classes from "./pane.module.css";
import { Viewers } from "./viewers.tsx";

interface DiscussionPaneProps {
  readonly conversationId: ConversationId;
  /** buttons on the right of the head: hide the pane, for example */
  readonly actions?: ReactNode;
}

/** The discussion of a record, beside the record. */
export function DiscussionPane({ conversationId, actions }: DiscussionPaneProps): ReactNode {
  const t = useText(texts);
  const { head, error, retry } = useHead(conversationId);
  return (
    <section className={classes.pane} aria-label={t("discussion")}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{t("discussion")}</h2>
          {head && <Viewers head={head} />}
        </div>
        {head && <CallButton head={head} />}
        {actions}
      </header>
      {error && <ErrorState error={error} onRetry={retry} />}
      {!error && !head && <RowsSkeleton count={5} height={56} hasPicture />}
      {head && <Conversation key={head.id} head={head} atSeq={null} isForWriting={false} />}
    </section>
  );
}
