import { defineCatalogue } from "@veche/web/i18n";

export const partTexts = defineCatalogue("officeParts", {
  ru: {
    retry: "Повторить",
    undo: "Отменить",
    failed: "Не получилось загрузить",
    online: "на связи",
    away: "отошёл",
    doNotDisturb: "не беспокоить",
    offline: "не в сети",
    path: "Где вы",
    cancel: "Отмена",
    loading: "Загружается",
  },
  en: {
    retry: "Try again",
    undo: "Undo",
    failed: "Could not load this",
    online: "online",
    away: "away",
    doNotDisturb: "do not disturb",
    offline: "offline",
    path: "You are here",
    cancel: "Cancel",
    loading: "Loading",
  },
});
