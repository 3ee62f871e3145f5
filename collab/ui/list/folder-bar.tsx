import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { otherFolders, shownFolders } from "./folders.ts";
import type { Folder } from "./folders.ts";
import classes from "./list.module.css";

interface FolderBarProps {
  readonly folder: Folder;
  readonly unreadCount: number;
  readonly onChoose: (folder: Folder) => void;
}

/** What the list is narrowed to; what has no place of its own stands under the last button. */
export function FolderBar({ folder, unreadCount, onChoose }: FolderBarProps): ReactNode {
  const t = useText(texts);
  const other = otherFolders.find((name) => name === folder);
  return (
    <div className={classes.folders} role="group" aria-label={t("folders")}>
      {shownFolders.map((name) => (
        <button key={name} type="button" className={classes.folder} aria-pressed={folder === name} onClick={() => onChoose(name)}>
          {t(name)}
          {name === "unread" && unreadCount > 0 && <b>{unreadCount}</b>}
        </button>
      ))}
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={classes.folder} aria-label={t("moreFolders")} aria-pressed={other !== undefined}>
            {other && t(other)}
            <IconChevronDown size={16} stroke={1.75} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {otherFolders.map((name) => (
            <Menu.Item key={name} rightSection={folder === name && <IconCheck size={16} stroke={1.75} />} onClick={() => onChoose(name)}>
              {t(name)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
