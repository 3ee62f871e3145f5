import { Drawer, NavLink, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { IconDots, IconSettings, IconTool } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useUnreadCount } from "../collaboration/index.ts";
import { CountBadge } from "../parts/index.ts";
import { useTabs } from "../places/index.ts";
import { useSettings } from "../session/index.ts";
import classes from "./bottom-bar.module.css";
import { isInSection, tabIcon, useSections, useTabTitle } from "./sections.tsx";
import type { Section } from "./sections.tsx";
import { shellTexts } from "./texts.ts";

const directCount = 4;

function MoreList({ sections, onChosen }: { readonly sections: readonly Section[]; readonly onChosen: () => void }): ReactNode {
  const t = useText(shellTexts);
  const navigate = useNavigate();
  const opened = useTabs().filter(({ key }) => !sections.some(({ path }) => path === key) && key !== "/documents" && key !== "/people");
  const titleOf = useTabTitle();
  const { settings } = useSettings();
  const go = (path: string): void => {
    onChosen();
    void navigate({ href: path });
  };
  return (
    <>
      {sections.map(({ name, path, icon: Icon }) => (
        <NavLink key={name} component="button" label={t(name)} leftSection={<Icon size={20} stroke={1.75} />} onClick={() => go(path)} />
      ))}
      <NavLink
        component="button"
        label={t("settings")}
        leftSection={<IconSettings size={20} stroke={1.75} />}
        onClick={() => go("/settings")}
      />
      {settings.isTechnician && (
        <NavLink
          component="button"
          label={t("technician")}
          leftSection={<IconTool size={20} stroke={1.75} />}
          onClick={() => go("/technician")}
        />
      )}
      {opened.length > 0 && <h2 className={classes.heading}>{t("openTabs")}</h2>}
      {opened.map((tab) => {
        const Icon = tabIcon(tab);
        return (
          <NavLink
            key={tab.key}
            component="button"
            label={titleOf(tab)}
            leftSection={<Icon size={20} stroke={1.75} />}
            onClick={() => go(tab.path)}
          />
        );
      })}
    </>
  );
}

/** The sections of a phone; what does not fit and the opened places are under «more». */
export function BottomBar(): ReactNode {
  const t = useText(shellTexts);
  const sections = useSections();
  const unreadCount = useUnreadCount();
  const pathname = useLocation({ select: (location) => location.pathname });
  const [isOpened, { open, close }] = useDisclosure(false);
  const direct = sections.filter(({ name }) => name !== "administration").slice(0, directCount);
  return (
    <nav className={classes.bar} aria-label={t("sections")}>
      {direct.map((section) => (
        <Link
          key={section.name}
          to={section.path}
          className={classes.item}
          aria-current={isInSection(section, pathname) ? "page" : undefined}
        >
          <section.icon size={24} stroke={1.75} aria-hidden />
          <span className={classes.label}>{t(section.name === "people" ? "peopleShort" : section.name)}</span>
          {section.name === "discussions" && <CountBadge count={unreadCount} label={t("unread", { count: unreadCount })} />}
        </Link>
      ))}
      <UnstyledButton className={classes.item} onClick={open} aria-expanded={isOpened}>
        <IconDots size={24} stroke={1.75} aria-hidden />
        <span className={classes.label}>{t("more")}</span>
      </UnstyledButton>
      <Drawer
        closeButtonProps={{ "aria-label": t("close") }}
        opened={isOpened}
        onClose={close}
        position="bottom"
        size="auto"
        title={t("more")}
      >
        <MoreList sections={sections.filter((section) => !direct.includes(section))} onChosen={close} />
      </Drawer>
    </nav>
  );
}
