import { defineCatalogue } from "@veche/web/i18n";

/** Messages that one keeps for oneself. */
export const savedTexts = defineCatalogue("collabSaved", {
  ru: {
    saved: "Сохранённое",
    save: "Сохранить для себя",
    unsave: "Убрать из сохранённого",
    savedDone: "Сообщение сохранено",
    unsavedDone: "Убрано из сохранённого",
    tooMany_one: "Сохранено {{count}} сообщение – больше нельзя. Уберите ненужное.",
    tooMany_few: "Сохранено {{count}} сообщения – больше нельзя. Уберите ненужное.",
    tooMany_many: "Сохранено {{count}} сообщений – больше нельзя. Уберите ненужное.",
    emptyTitle: "Здесь пока пусто",
    emptyText: "«Сохранить для себя» в меню сообщения положит его сюда. Видите это только вы.",
    show: "Сохранённые сообщения",
    hide: "К списку бесед",
    personal: "личная беседа",
  },
  en: {
    saved: "Saved",
    save: "Save for myself",
    unsave: "Remove from saved",
    savedDone: "Message saved",
    unsavedDone: "Removed from saved",
    tooMany_one: "{{count}} message is saved, which is the limit. Remove some first.",
    tooMany_other: "{{count}} messages are saved, which is the limit. Remove some first.",
    emptyTitle: "Nothing here yet",
    emptyText: "“Save for myself” in a message’s menu puts it here. Only you see this.",
    show: "Saved messages",
    hide: "Back to conversations",
    personal: "direct conversation",
  },
});
