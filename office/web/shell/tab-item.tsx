import { Menu, UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { createElement, useState } from "react";
import type { DragEvent, MouseEvent, ReactNode } from "react";
import { tellDone } from "../parts/index.ts";
import { PathLink, tabs as store } from "../places/index.ts";
import type { Tab } from "../places/index.ts";
import { tabIcon } from "./sections.tsx";
import classes from "./tab-strip.module.css";
import { shellTexts } from "./texts.ts";

const dragType = "application/x-veche-tab";

interface TabItemProps {
  readonly tab: Tab;
  readonly title: string;
  readonly isActive: boolean;
  /** place in the order, from 0 */
  readonly index: number;
  readonly onClose: () => void;
}

function closeOnMiddle(event: MouseEvent, onClose: () => void): void {
  if (event.button !== 1) return;
  event.preventDefault();
  onClose();
}

/** One opened place: middle click closes, dragging orders, the right button offers both by name. */
export function TabItem({ tab, title, isActive, index, onClose }: TabItemProps): ReactNode {
  const t = useText(shellTexts);
  const [isMenuOpened, setMenuOpened] = useState(false);
  const [isTarget, setTarget] = useState(false);
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    setTarget(false);
    const key = event.dataTransfer.getData(dragType);
    if (key && key !== tab.key) store.move(key, index);
  };
  const copyLink = (): void =>
    void navigator.clipboard.writeText(new URL(tab.path, location.origin).href).then(() => tellDone(t("linkCopied")));
  return (
    <Menu opened={isMenuOpened} onChange={setMenuOpened} position="bottom-start">
      <li
        className={classes.tab}
        data-active={isActive || undefined}
        data-target={isTarget || undefined}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragType, tab.key)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(dragType)) return;
          event.preventDefault();
          setTarget(true);
        }}
        onDragLeave={() => setTarget(false)}
        onDrop={handleDrop}
        onMouseDown={(event) => event.button === 1 && event.preventDefault()}
        onAuxClick={(event) => closeOnMiddle(event, onClose)}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuOpened(true);
        }}
      >
        <Menu.Target>
          <UnstyledButton className={classes.anchor} tabIndex={-1} aria-label={title} />
        </Menu.Target>
        <PathLink path={tab.path} className={classes.link} aria-current={isActive ? "page" : undefined} title={title} draggable={false}>
          {createElement(tabIcon(tab), { size: 16, stroke: 1.75, "aria-hidden": true })}
          <span className={classes.title}>{title}</span>
        </PathLink>
        <UnstyledButton className={classes.close} aria-label={t("closeTab", { title })} onClick={onClose}>
          <IconX size={14} stroke={1.75} />
        </UnstyledButton>
      </li>
      <Menu.Dropdown>
        <Menu.Item onClick={onClose}>{t("close")}</Menu.Item>
        <Menu.Item onClick={() => store.closeOthers(tab.key)}>{t("closeOthers")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => store.move(tab.key, index - 1)}>{t("moveLeft")}</Menu.Item>
        <Menu.Item onClick={() => store.move(tab.key, index + 1)}>{t("moveRight")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={copyLink}>{t("copyLink")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
