import { Menu } from "@mantine/core";
import { orderFolders, removeFolder } from "@veche/collab-domain/conversations";
import type { Folder as OwnFolder, Folders } from "@veche/collab-domain/conversations";
import { IconArrowDown, IconArrowUp, IconCheck, IconFolderPlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { folderTexts } from "./folder-texts.ts";
import type { EditedFolder } from "./folder-dialog.tsx";
import { useFolderActs } from "./folder-acts.ts";
import { otherFolders } from "./folders.ts";
import type { FolderChoice } from "./folders.ts";
import { swapBeside } from "./moving.ts";

interface FolderMenuProps {
  readonly choice: FolderChoice;
  readonly own: Folders;
  readonly onChoose: (choice: FolderChoice) => void;
  readonly onEdit: (folder: EditedFolder) => void;
}

/** Folders without a place of their own in the bar, and what one does with one's own. */
export function FolderMenu({ choice, own, onChoose, onEdit }: FolderMenuProps): ReactNode {
  const t = useText(texts);
  const tFolder = useText(folderTexts);
  const check = <IconCheck size={16} stroke={1.75} />;
  const chosen = own.items.find(({ id }) => id === choice);
  return (
    <Menu.Dropdown>
      {otherFolders.map((name) => (
        <Menu.Item key={name} rightSection={choice === name && check} onClick={() => onChoose(name)}>
          {t(name)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {own.items.length > 0 && <Menu.Label>{tFolder("ownFolders")}</Menu.Label>}
      {own.items.map(({ id, title }) => (
        <Menu.Item key={id} rightSection={choice === id && check} onClick={() => onChoose(id)}>
          {title}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconFolderPlus size={16} stroke={1.75} />} onClick={() => onEdit({})}>
        {tFolder("newFolder")}
      </Menu.Item>
      {chosen && <Managing folder={chosen} own={own} onEdit={onEdit} />}
    </Menu.Dropdown>
  );
}

interface ManagingProps {
  readonly folder: OwnFolder;
  readonly own: Folders;
  readonly onEdit: (folder: EditedFolder) => void;
}

function Managing({ folder, own, onEdit }: ManagingProps): ReactNode {
  const t = useText(texts);
  const tFolder = useText(folderTexts);
  const acts = useFolderActs();
  const ids = own.items.map(({ id }) => id);
  const move = (step: 1 | -1): void => {
    const order = swapBeside(ids, folder.id, step);
    if (order) acts.run(orderFolders, { folderIds: order });
  };
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{folder.title}</Menu.Label>
      <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => onEdit({ folder })}>
        {t("rename")}
      </Menu.Item>
      {ids[0] !== folder.id && (
        <Menu.Item leftSection={<IconArrowUp size={16} stroke={1.75} />} onClick={() => move(-1)}>
          {t("moveUp")}
        </Menu.Item>
      )}
      {ids.at(-1) !== folder.id && (
        <Menu.Item leftSection={<IconArrowDown size={16} stroke={1.75} />} onClick={() => move(1)}>
          {t("moveDown")}
        </Menu.Item>
      )}
      <Menu.Item
        color="red"
        leftSection={<IconTrash size={16} stroke={1.75} />}
        onClick={() =>
          acts.run(removeFolder, { folderId: folder.id }, tFolder("folderRemoved", { title: folder.title }), () =>
            acts.restore(folder, ids),
          )
        }
      >
        {tFolder("removeFolder")}
      </Menu.Item>
    </>
  );
}
