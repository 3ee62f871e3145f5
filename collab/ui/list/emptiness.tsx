import { Button } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, RowsSkeleton } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { folderTexts } from "./folder-texts.ts";
import type { FolderChoice } from "./folders.ts";

const emptyNames: Readonly<Record<string, "noneUnread" | "noneArchived" | "noneFound">> = {
  unread: "noneUnread",
  mentions: "noneUnread",
  archived: "noneArchived",
  direct: "noneFound",
  groups: "noneFound",
  records: "noneFound",
};

interface EmptinessProps {
  readonly folder: FolderChoice;
  readonly status: "loading" | "ready" | "failed";
  readonly onCreate: () => void;
}

/** Why there is no row, and what one can do about it. */
export function Emptiness({ folder, status, onCreate }: EmptinessProps): ReactNode {
  const t = useText(texts);
  const tFolder = useText(folderTexts);
  const collab = useCollab();
  const icon = <IconInbox size={20} stroke={1.75} />;
  if (status === "loading") return <RowsSkeleton count={8} height={56} hasPicture />;
  if (status === "failed") {
    return (
      <EmptyState
        icon={icon}
        title={t("listFailed")}
        action={
          <Button variant="default" onClick={() => void collab.list.refresh().catch(() => undefined)}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (folder !== "all") {
    const name = emptyNames[folder];
    return <EmptyState icon={icon} title={name ? t(name) : tFolder("folderEmpty")} />;
  }
  return (
    <EmptyState
      icon={icon}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={<Button onClick={onCreate}>{t("newConversation")}</Button>}
    />
  );
}
