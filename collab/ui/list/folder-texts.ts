import { defineCatalogue } from "@veche/web/i18n";

/** A person's own folders of the list. */
export const folderTexts = defineCatalogue("collabFolders", {
  ru: {
    moreFolders: "Другие папки",
    moreFoldersChosen: "Папка «{{title}}», другие папки",
    ownFolders: "Свои папки",
    newFolder: "Новая папка…",
    folderTitle: "Название папки",
    renameFolder: "Переименовать папку",
    removeFolder: "Удалить папку",
    folderRemoved: "Папка удалена: {{title}}",
    folderEmpty: "В папке пока нет бесед. Добавьте их из меню беседы.",
    intoFolder: "В папку",
  },
  en: {
    moreFolders: "More folders",
    moreFoldersChosen: "Folder “{{title}}”, more folders",
    ownFolders: "My folders",
    newFolder: "New folder…",
    folderTitle: "Folder name",
    renameFolder: "Rename folder",
    removeFolder: "Delete folder",
    folderRemoved: "Folder deleted: {{title}}",
    folderEmpty: "No conversations in this folder yet. Add them from a conversation’s menu.",
    intoFolder: "Add to folder",
  },
});
