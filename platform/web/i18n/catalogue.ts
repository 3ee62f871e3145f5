import { useCallback, useSyncExternalStore } from "react";
import { getLanguage, onLanguageChange, texts } from "./language.ts";
import type { Language } from "./language.ts";

type Texts = Readonly<Record<string, string>>;
type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other";
/** Names of texts without the plural form: `members_one` and `members_few` are both `members`. */
export type TextName<T> = keyof T extends infer Name
  ? Name extends `${infer Base}_${PluralForm}`
    ? Base
    : Name extends string
      ? Name
      : never
  : never;
type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** The texts of one feature in all languages. */
export interface Catalogue<Name extends string = string> {
  readonly namespace: string;
  /** never set: carries the names to the type checker */
  readonly names?: Name;
}

export type TextValues = Readonly<Record<string, string | number>>;
/** A text in the language of the page: `{{value}}` is filled in, `count` chooses the plural form. */
export type Translate<Name extends string> = (name: Name, values?: TextValues) => string;

/**
 * Registers the texts of a feature. Names are flat; plural forms end in `_one`, `_few`, `_many`, `_other` as the language needs.
 * Both languages must name the same texts, or the program does not compile.
 */
export function defineCatalogue<const Russian extends Texts, const English extends Texts>(
  namespace: string,
  { ru, en }: { ru: Russian; en: English & Equal<TextName<Russian>, TextName<English>> },
): Catalogue<TextName<Russian> & string> {
  texts.addResourceBundle("ru", namespace, ru, true, true);
  texts.addResourceBundle("en", namespace, en, true, true);
  return { namespace };
}

function look(name: string, options: Record<string, unknown>): string {
  return texts.t(name, options);
}

/** @returns the text now; in components use `useText` */
export function translate<Name extends string>(catalogue: Catalogue<Name>, name: Name, values: TextValues = {}): string {
  return look(name, { ...values, ns: catalogue.namespace });
}

/** The language of the page; the component follows its change. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, getLanguage, getLanguage);
}

/** Texts of a catalogue; the component follows the language. */
export function useText<Name extends string>(catalogue: Catalogue<Name>): Translate<Name> {
  const language = useLanguage();
  return useCallback((name, values = {}) => look(name, { ...values, lng: language, ns: catalogue.namespace }), [catalogue, language]);
}
