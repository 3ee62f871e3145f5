import { Menu } from "@mantine/core";
import { IconChevronDown, IconFolder } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { folderTexts } from "./folder-texts.ts";
import { FolderDialog } from "./folder-dialog.tsx";
import type { EditedFolder } from "./folder-dialog.tsx";
import { FolderMenu } from "./folder-menu.tsx";
import { otherFolders, shownFolders } from "./folders.ts";
import type { FolderChoice } from "./folders.ts";
import classes from "./list.module.css";

interface FolderBarProps {
  readonly choice: FolderChoice;
  readonly unreadCount: number;
  readonly onChoose: (choice: FolderChoice) => void;
}

/** What the list is narrowed to; what has no place of its own stands under the last button. */
export function FolderBar({ choice, unreadCount, onChoose }: FolderBarProps): ReactNode {
  const t = useText(texts);
  const tFolder = useText(folderTexts);
  const own = useReadable(useCollab().folders.state);
  const [edited, setEdited] = useState<EditedFolder | null>(null);
  const builtIn = otherFolders.find((name) => name === choice);
  const chosen = builtIn ? t(builtIn) : own.items.find(({ id }) => id === choice)?.title;
  return (
    <div className={classes.folders} role="group" aria-label={t("folders")}>
      {shownFolders.map((name) => (
        <button key={name} type="button" className={classes.folder} aria-pressed={choice === name} onClick={() => onChoose(name)}>
          {t(name)}
          {name === "unread" && unreadCount > 0 && <b>{unreadCount}</b>}
        </button>
      ))}
      <Menu position="bottom-end">
        <Menu.Target>
          <button
            type="button"
            className={`${classes.folder} ${classes.otherFolder}`}
            aria-label={chosen ? tFolder("moreFoldersChosen", { title: chosen }) : tFolder("moreFolders")}
            aria-pressed={chosen !== undefined}
          >
            <IconChevronDown size={16} stroke={1.75} />
          </button>
        </Menu.Target>
        <FolderMenu choice={choice} own={own} onChoose={onChoose} onEdit={setEdited} />
      </Menu>
      {chosen && (
        <p className={classes.chosenFolder}>
          <IconFolder size={14} stroke={1.75} />
          {chosen}
        </p>
      )}
      {edited && <FolderDialog edited={edited} onClose={() => setEdited(null)} onCreated={onChoose} />}
    </div>
  );
}
