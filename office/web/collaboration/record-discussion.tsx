import { ActionIcon, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { DiscussionPane } from "@veche/collab-ui/discussions";
import type { ConversationId } from "@veche/collab-domain/conversations";
import type { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { ErrorState, RowsSkeleton } from "../parts/index.ts";
import classes from "./bell.module.css";
import { useCollab } from "./collab.tsx";
import { useConnection } from "./connection.ts";
import { WhenConnected } from "./discussions-page.tsx";
import { collaborationTexts } from "./texts.ts";
import { InCollab } from "./ui.tsx";

interface RecordDiscussionProps {
  /** names the record in the cache */
  readonly recordKey: string;
  /** @returns the record's conversation, which exists without being made */
  readonly open: (recordKey: string) => Promise<ConversationId>;
  readonly hideLabel: string;
  readonly onHide: () => void;
}

/** The head while the conversation itself is not there to bring its own. */
function Head({ actions }: { readonly actions: ReactNode }): ReactNode {
  const t = useText(collaborationTexts);
  return (
    <header className={classes.paneHead}>
      <h2 className={classes.paneTitle}>{t("discussion")}</h2>
      {actions}
    </header>
  );
}

function Pane({
  recordKey,
  open,
  actions,
}: Pick<RecordDiscussionProps, "recordKey" | "open"> & { readonly actions: ReactNode }): ReactNode {
  const { data, error, refetch } = useQuery<ConversationId, AppError>({
    queryKey: ["collaboration.record", recordKey],
    queryFn: () => open(recordKey),
    staleTime: Infinity,
  });
  if (data) {
    return (
      <InCollab>
        <DiscussionPane conversationId={data} actions={actions} />
      </InCollab>
    );
  }
  return (
    <>
      <Head actions={actions} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <RowsSkeleton count={5} height={56} hasPicture />}
    </>
  );
}

/** The conversation of a record beside the record. */
export function RecordDiscussion({ recordKey, open, hideLabel, onHide }: RecordDiscussionProps): ReactNode {
  const t = useText(collaborationTexts);
  const isRegistered = useConnection()?.state === "registered";
  const isOpen = useCollab() !== null && isRegistered;
  const hide = (
    <Tooltip label={hideLabel}>
      <ActionIcon aria-label={hideLabel} onClick={onHide}>
        <IconLayoutSidebarRight size={20} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.pane}>
      {!isOpen && <Head actions={hide} />}
      <WhenConnected text={isRegistered ? "" : t("notConnectedRecord")}>
        <Pane recordKey={recordKey} open={open} actions={hide} />
      </WhenConnected>
    </div>
  );
}
