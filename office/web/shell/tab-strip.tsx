import { ActionIcon, Menu } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { IconChevronDown, IconHome, IconMessages } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useIsConnected, useUnreadCount } from "../collaboration/index.ts";
import { CountBadge, PlainList } from "../parts/index.ts";
import { tabKeyOf, tabs as store, useTabs } from "../places/index.ts";
import type { Tab } from "../places/index.ts";
import { tabIcon, useTabTitle } from "./sections.tsx";
import { TabItem } from "./tab-item.tsx";
import classes from "./tab-strip.module.css";
import { shellTexts } from "./texts.ts";

const narrowestTab = 96;
const widestTab = 216;
const menuWidth = 44;

/** @returns what fits into the strip, the looked-at tab always among it, and what goes into the menu */
function splitTabs(tabs: readonly Tab[], width: number, activeKey: string | null): readonly [readonly Tab[], readonly Tab[]] {
  if (width === 0 || (tabs.length - 1) * narrowestTab + widestTab <= width) return [tabs, []];
  const count = Math.max(1, 1 + Math.floor((width - menuWidth - widestTab) / narrowestTab));
  const activeIndex = tabs.findIndex(({ key }) => key === activeKey);
  const shown = activeIndex < count ? tabs.slice(0, count) : [...tabs.slice(0, count - 1), tabs[activeIndex]!];
  return [shown, tabs.filter((tab) => !shown.includes(tab))];
}

function Pinned(): ReactNode {
  const t = useText(shellTexts);
  const isConnected = useIsConnected();
  const unreadCount = useUnreadCount();
  const pathname = useLocation({ select: (location) => location.pathname });
  const isTalking = pathname.startsWith("/discussions");
  return (
    <>
      <li className={classes.tab} data-pinned data-active={pathname === "/" || undefined}>
        <Link to="/" className={classes.link} aria-current={pathname === "/" ? "page" : undefined}>
          <IconHome size={16} stroke={1.75} aria-hidden />
          {t("homeTab")}
        </Link>
      </li>
      {isConnected && (
        <li className={classes.tab} data-pinned data-active={isTalking || undefined}>
          <Link to="/discussions" className={classes.link} aria-current={isTalking ? "page" : undefined}>
            <IconMessages size={16} stroke={1.75} aria-hidden />
            {t("discussions")}
            <CountBadge count={unreadCount} label={t("unread", { count: unreadCount })} />
          </Link>
        </li>
      )}
    </>
  );
}

/** Opened places: home and discussions stand first, the others follow in the person's order. */
export function TabStrip(): ReactNode {
  const t = useText(shellTexts);
  const tabs = useTabs();
  const titleOf = useTabTitle();
  const navigate = useNavigate();
  const activeKey = tabKeyOf(useLocation({ select: (location) => location.pathname }));
  const { ref, width } = useElementSize();
  const [shown, hidden] = splitTabs(tabs, width, activeKey);
  const close = (key: string): void => {
    const nextPath = store.close(key);
    if (key === activeKey) void navigate({ href: nextPath });
  };
  return (
    <nav className={classes.strip} aria-label={t("openTabs")}>
      <PlainList className={classes.list}>
        <Pinned />
      </PlainList>
      <div className={classes.opened} ref={ref}>
        <PlainList className={classes.list}>
          {shown.map((tab) => (
            <TabItem
              key={tab.key}
              tab={tab}
              title={titleOf(tab)}
              isActive={tab.key === activeKey}
              index={tabs.indexOf(tab)}
              onClose={() => close(tab.key)}
            />
          ))}
        </PlainList>
        {hidden.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("hiddenTabs", { count: hidden.length })} className={classes.more}>
                <IconChevronDown size={16} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown mah={400} style={{ overflowY: "auto" }}>
              {hidden.map((tab) => {
                const Icon = tabIcon(tab);
                return (
                  <Menu.Item key={tab.key} leftSection={<Icon size={16} stroke={1.75} />} onClick={() => void navigate({ href: tab.path })}>
                    {titleOf(tab)}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </nav>
  );
}
