import { defineCatalogue } from "@veche/web/i18n";

export const threadTexts = defineCatalogue("collabThread", {
  ru: {
    forward: "Переслать",
    choose: "Выбрать",
    chooseMessage: "Выбрать сообщение",
    chosen_one: "Выбрано {{count}} сообщение",
    chosen_few: "Выбрано {{count}} сообщения",
    chosen_many: "Выбрано {{count}} сообщений",
    stopChoosing: "Отменить выбор",
    forwarded: "Переслано:",
    toOrigin: "Показать, где это написано",
    personal: "личная беседа",
  },
  en: {
    forward: "Forward",
    choose: "Select",
    chooseMessage: "Select message",
    chosen_one: "{{count}} message selected",
    chosen_other: "{{count}} messages selected",
    stopChoosing: "Cancel selection",
    forwarded: "Forwarded:",
    toOrigin: "Show where it was written",
    personal: "direct conversation",
  },
});
