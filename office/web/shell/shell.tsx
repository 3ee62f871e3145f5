import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { Outlet, useLocation } from "@tanstack/react-router";
import { IconWifiOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { CallStage, useIsConnected } from "../collaboration/index.ts";
import { RowsSkeleton, useProductName } from "../parts/index.ts";
import { tabKeyOf, tabs } from "../places/index.ts";
import { useMe } from "../session/index.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { useKeys } from "./keys.ts";
import { Rail } from "./rail.tsx";
import classes from "./shell.module.css";
import { TabStrip } from "./tab-strip.tsx";
import { shellTexts } from "./texts.ts";
import { Tools } from "./tools.tsx";

const KeysDialog = lazy(async () => ({ default: (await import("./keys-dialog.tsx")).KeysDialog }));
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

/** Keeps a tab for every place one comes to. */
function useTabVisits(): void {
  const { id } = useMe().person;
  const { pathname, href } = useLocation({ select: (location) => ({ pathname: location.pathname, href: location.href }) });
  useEffect(() => {
    tabs.open(id);
    const key = tabKeyOf(pathname);
    if (key !== null) tabs.visit(key, href);
  }, [id, pathname, href]);
}

/** On a phone these pages bring their own head. */
const hasOwnHead = (pathname: string): boolean => /^\/(discussions|documents\/.)/.test(pathname);

/** The frame of the office: sections, opened tabs, tools, and the page one looks at. */
export function Shell({ isOffline }: { readonly isOffline: boolean }): ReactNode {
  const t = useText(shellTexts);
  const product = useProductName();
  const [isCollapsed, setCollapsed] = useLocalStorage({ key: "veche-rail-collapsed", defaultValue: false, getInitialValueInEffect: false });
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [overlay, setOverlay] = useState<"search" | "keys" | null>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  useTabVisits();
  const search = (): void => setOverlay("search");
  const showKeys = (): void => setOverlay("keys");
  const isConnected = useIsConnected();
  useKeys({ onSearch: search, onKeys: showKeys, isConnected });
  const tools = <Tools onSearch={search} onKeys={showKeys} isCompact={isPhone} />;
  return (
    <div className={classes.shell} data-collapsed={isCollapsed || undefined}>
      <a className={classes.skip} href="#content">
        {t("skip")}
      </a>
      {!isPhone && <Rail isCollapsed={isCollapsed} onToggle={() => setCollapsed(!isCollapsed)} />}
      {(!isPhone || !hasOwnHead(pathname)) && (
        <header className={classes.head}>
          {isPhone ? <span className={classes.brand}>{product}</span> : <TabStrip />}
          {tools}
        </header>
      )}
      <main className={classes.content} id="content" tabIndex={-1}>
        <div className={classes.surface}>
          {isOffline && (
            <div className={classes.offline} role="status">
              <IconWifiOff size={16} stroke={1.75} aria-hidden />
              {t("offline")}
            </div>
          )}
          <div className={classes.page}>
            <Suspense fallback={<RowsSkeleton />}>
              <Outlet />
            </Suspense>
          </div>
          {isConnected && (
            <Suspense fallback={null}>
              <CallStage />
            </Suspense>
          )}
        </div>
      </main>
      {isPhone && <BottomBar />}
      <Suspense fallback={null}>
        {overlay === "search" && <Palette onClose={() => setOverlay((now) => (now === "search" ? null : now))} onKeys={showKeys} />}
        {overlay === "keys" && <KeysDialog onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  );
}
