export { isCalendarDay } from "./calendar-day.ts";
export { defineCatalogue, translate, useLanguage, useText } from "./catalogue.ts";
export type { Catalogue, TextName, TextValues, Translate } from "./catalogue.ts";
export { describeError, useErrorText } from "./errors.ts";
export { getFormat, setTimeZone, useFormat } from "./format.ts";
export type { Format, Instant } from "./format.ts";
export { chooseLanguage, getLanguage, languages, onLanguageChange, setLanguage } from "./language.ts";
export type { Language } from "./language.ts";
