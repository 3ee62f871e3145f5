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

function Pane({ recordKey, open }: Pick<RecordDiscussionProps, "recordKey" | "open">): ReactNode {
  const { data, error, refetch } = useQuery<ConversationId, AppError>({
    queryKey: ["collaboration.record", recordKey],
    queryFn: () => open(recordKey),
    staleTime: Infinity,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={5} height={56} hasPicture />;
  return (
    <InCollab>
      <DiscussionPane conversationId={data} hasHead={false} />
    </InCollab>
  );
}

/** The conversation of a record beside the record. */
export function RecordDiscussion({ recordKey, open, hideLabel, onHide }: RecordDiscussionProps): ReactNode {
  const t = useText(collaborationTexts);
  const isRegistered = useConnection()?.state === "registered";
  const hide = (
    <Tooltip label={hideLabel}>
      <ActionIcon aria-label={hideLabel} onClick={onHide}>
        <IconLayoutSidebarRight size={20} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.pane}>
      <header className={classes.paneHead}>
        <h2 className={classes.paneTitle}>{t("discussion")}</h2>
        {hide}
      </header>
      <WhenConnected text={isRegistered ? "" : t("notConnectedRecord")}>
        <Pane recordKey={recordKey} open={open} />
      </WhenConnected>
    </div>
  );
}
