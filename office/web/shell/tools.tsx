import { ActionIcon, Kbd, UnstyledButton } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { Bell, CallPill, useIsConnected } from "../collaboration/index.ts";
import { shellTexts } from "./texts.ts";
import classes from "./tools.module.css";
import { UserMenu } from "./user-menu.tsx";

interface ToolsProps {
  readonly onSearch: () => void;
  /** shows the keys */
  readonly onKeys: () => void;
  readonly isCompact?: boolean;
}

/** Search, notifications and me, top right. */
export function Tools({ onSearch, onKeys, isCompact = false }: ToolsProps): ReactNode {
  const t = useText(shellTexts);
  const isConnected = useIsConnected();
  const isMac = useOs() === "macos";
  return (
    <div className={classes.tools}>
      {isConnected && (
        <Suspense fallback={null}>
          <CallPill />
        </Suspense>
      )}
      {isCompact ? (
        <ActionIcon size="lg" aria-label={t("search")} onClick={onSearch}>
          <IconSearch size={22} stroke={1.75} />
        </ActionIcon>
      ) : (
        <UnstyledButton className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={16} stroke={1.75} aria-hidden />
          <span className={classes.searchText}>{t("search")}</span>
          <Kbd className={classes.key}>{isMac ? "⌘ K" : "Ctrl K"}</Kbd>
        </UnstyledButton>
      )}
      <Bell />
      <UserMenu onKeys={isCompact ? null : onKeys} />
    </div>
  );
}
