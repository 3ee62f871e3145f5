import { createInstance } from "i18next";
import type { i18n } from "i18next";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

const storageKey = "veche-language";

/** @param preferred as `navigator.languages` gives them, best first @returns the first one we speak; Russian when none */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  const wanted = [stored ?? "", ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return languages.find((language) => language === wanted.find((tag) => languages.some((known) => known === tag))) ?? "ru";
}

function detectLanguage(): Language {
  if (typeof navigator === "undefined" || typeof localStorage === "undefined") return "ru";
  return chooseLanguage(localStorage.getItem(storageKey), navigator.languages);
}

/** The one set of texts of a page. Keys are flat: neither `.` nor `:` means anything in them. */
export const texts: i18n = createInstance();

void texts.init({
  lng: detectLanguage(),
  fallbackLng: "ru",
  initAsync: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});
showLanguage();

function showLanguage(): void {
  if (typeof document !== "undefined") document.documentElement.lang = texts.language;
}

export function getLanguage(): Language {
  return texts.language === "en" ? "en" : "ru";
}

/** Changes the language of the whole page at once and keeps it on this device. */
export function setLanguage(language: Language): void {
  if (typeof localStorage !== "undefined") localStorage.setItem(storageKey, language);
  if (language !== texts.language) void texts.changeLanguage(language).then(showLanguage);
}

/** Calls on every change of language. @returns how to stop */
export function onLanguageChange(listener: () => void): () => void {
  texts.on("languageChanged", listener);
  return () => texts.off("languageChanged", listener);
}
