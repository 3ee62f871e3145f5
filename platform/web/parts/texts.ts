import { defineCatalogue } from "../i18n/index.ts";

export const partTexts = defineCatalogue("parts", {
  ru: {
    retry: "Повторить",
    undo: "Отменить",
    failed: "Не получилось загрузить",
    online: "на связи",
    away: "отошёл",
    doNotDisturb: "не беспокоить",
    offline: "не в сети",
    cancel: "Отмена",
    close: "Закрыть",
    typeName: "Чтобы подтвердить, введите: {{name}}",
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
    cancel: "Cancel",
    close: "Close",
    typeName: "To confirm, type: {{name}}",
    loading: "Loading",
  },
});
