import { ActionIcon, Popover, Text, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { PaneHeader } from "@veche/web/parts";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { RowsSkeleton } from "../parts/index.ts";
import classes from "./bell.module.css";
import { useCollab, useMentionCount } from "./collab.tsx";
import { collaborationTexts } from "./texts.ts";

const Centre = lazy(async () => ({ default: (await import("./centre.tsx")).Centre }));

/** What was written to me. */
export function Bell(): ReactNode {
  const t = useText(collaborationTexts);
  const collab = useCollab();
  const mentionCount = useMentionCount();
  const [isOpened, setOpened] = useState(false);
  return (
    <Popover opened={isOpened} onChange={setOpened} position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <Tooltip label={t("notifications")} disabled={isOpened}>
          <ActionIcon
            className={classes.bell}
            aria-label={mentionCount > 0 ? `${t("notifications")}. ${t("dot")}` : t("notifications")}
            onClick={() => setOpened(!isOpened)}
          >
            <IconBell size={20} stroke={1.75} />
            {mentionCount > 0 && <span className={classes.dot} />}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.centre} aria-label={t("notifications")}>
        <PaneHeader isSmall title={t("notifications")} />
        {collab ? (
          <Suspense fallback={<RowsSkeleton count={4} height={56} hasPicture />}>
            <Centre onClose={() => setOpened(false)} />
          </Suspense>
        ) : (
          <Text size="sm" c="var(--v-text-2)" p="md">
            {t("notificationsLater")}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
