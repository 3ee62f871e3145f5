import { defineCatalogue } from "@veche/web/i18n";

export const partTexts = defineCatalogue("officeParts", {
  ru: { path: "Где вы", product: "Вече" },
  en: { path: "You are here", product: "Veche" },
});
