import { defineCatalogue } from "@veche/web/i18n";

export const appTexts = defineCatalogue("app", {
  ru: {
    newVersion: "Вышла новая версия. Обновите, когда будет удобно: черновики сохранятся.",
    update: "Обновить",
    starting: "Вече запускается",
    notFoundTitle: "Такой страницы нет",
    notFoundText: "Адрес неверен, или страница переехала.",
    toHome: "На начальную страницу",
    failedTitle: "Страница не открылась",
    failedText: "Проверьте связь с сервером и обновите страницу.",
    reload: "Обновить страницу",
    closedDocument: "Документ «{{title}}» закрыт: его удалили или у вас больше нет права его видеть.",
  },
  en: {
    newVersion: "A new version is out. Update when it suits you: drafts stay.",
    update: "Update",
    starting: "Veche is starting",
    notFoundTitle: "There is no such page",
    notFoundText: "The address is wrong, or the page has moved.",
    toHome: "Go to Home",
    failedTitle: "The page could not be opened",
    failedText: "Check the connection to the server and reload the page.",
    reload: "Reload the page",
    closedDocument: "“{{title}}” was closed: it was removed, or you no longer have the right to see it.",
  },
});
