import { defineCatalogue } from "@veche/web/i18n";

export const pinTexts = defineCatalogue("collabPins", {
  ru: {
    pin: "Закрепить",
    unpin: "Открепить",
    unpinOne: "Открепить: {{text}}",
    pinned: "Закреплено",
    pinnedMessages: "Закреплённые сообщения",
    pinnedDone: "Сообщение закреплено",
    unpinnedDone: "Сообщение откреплено",
    showAll_one: "Показать {{count}} закреплённое сообщение",
    showAll_few: "Показать {{count}} закреплённых сообщения",
    showAll_many: "Показать {{count}} закреплённых сообщений",
    tooMany_one: "В беседе закреплено {{count}} сообщение – больше нельзя. Открепите что-нибудь.",
    tooMany_few: "В беседе закреплено {{count}} сообщения – больше нельзя. Открепите что-нибудь.",
    tooMany_many: "В беседе закреплено {{count}} сообщений – больше нельзя. Открепите что-нибудь.",
    notePinned: "{{name}} закрепляет сообщение",
  },
  en: {
    pin: "Pin",
    unpin: "Unpin",
    unpinOne: "Unpin: {{text}}",
    pinned: "Pinned",
    pinnedMessages: "Pinned messages",
    pinnedDone: "Message pinned",
    unpinnedDone: "Message unpinned",
    showAll_one: "Show {{count}} pinned message",
    showAll_other: "Show {{count}} pinned messages",
    tooMany_one: "{{count}} message is pinned here, which is the limit. Unpin something first.",
    tooMany_other: "{{count}} messages are pinned here, which is the limit. Unpin something first.",
    notePinned: "{{name}} pinned a message",
  },
});
