import { Tooltip, UnstyledButton } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { IconBuilding, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useUnreadCount } from "../collaboration/index.ts";
import { CountBadge, Logo, useProductName } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import classes from "./rail.module.css";
import { isInSection, useSections } from "./sections.tsx";
import { shellTexts } from "./texts.ts";

interface RailProps {
  readonly isCollapsed: boolean;
  readonly onToggle: () => void;
}

/** The sections, on the left. */
export function Rail({ isCollapsed, onToggle }: RailProps): ReactNode {
  const t = useText(shellTexts);
  const product = useProductName();
  const sections = useSections();
  const unreadCount = useUnreadCount();
  const pathname = useLocation({ select: (location) => location.pathname });
  const { organisation } = useMe();
  const ToggleIcon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <aside aria-label={product} className={classes.rail} data-collapsed={isCollapsed || undefined}>
      <Link to="/" className={classes.brand} aria-label={product}>
        <Logo />
        <span className={classes.label}>{product}</span>
      </Link>
      <nav className={classes.nav} aria-label={t("sections")}>
        {sections.map((section) => (
          <Tooltip key={section.name} label={t(section.name)} position="right" disabled={!isCollapsed}>
            <Link
              to={section.path}
              className={classes.item}
              aria-label={isCollapsed ? t(section.name) : undefined}
              aria-current={isInSection(section, pathname) ? "page" : undefined}
            >
              <section.icon size={20} stroke={1.75} aria-hidden />
              <span className={classes.label}>{t(section.name)}</span>
              {section.name === "discussions" && <CountBadge count={unreadCount} label={t("unread", { count: unreadCount })} />}
            </Link>
          </Tooltip>
        ))}
      </nav>
      <div className={classes.foot}>
        <Tooltip label={organisation.name} position="right" disabled={!isCollapsed}>
          <div className={classes.item} data-still>
            <IconBuilding size={20} stroke={1.75} aria-hidden />
            <span className={classes.label}>{organisation.name}</span>
          </div>
        </Tooltip>
        <Tooltip label={t("expand")} position="right" disabled={!isCollapsed}>
          <UnstyledButton
            className={classes.item}
            onClick={onToggle}
            aria-label={isCollapsed ? t("expand") : t("collapse")}
            aria-expanded={!isCollapsed}
          >
            <ToggleIcon size={20} stroke={1.75} aria-hidden />
            <span className={classes.label}>{t("collapse")}</span>
          </UnstyledButton>
        </Tooltip>
      </div>
    </aside>
  );
}
