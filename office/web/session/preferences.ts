import { useMantineColorScheme } from "@mantine/core";
import { setLanguage, setTimeZone } from "@veche/web/i18n";
import { useEffect } from "react";
import { useMe } from "./me.ts";

/** Makes the page look as its person likes it: language, light or dark, his time zone. */
export function usePreferences(): void {
  const { person, settings } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const { language, theme } = settings;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  useEffect(() => setTimeZone(person.timeZone || undefined), [person.timeZone]);
}
