import { useMantineColorScheme } from "@mantine/core";
import { setLanguage, setTimeZone } from "@veche/web/i18n";
import { useEffect } from "react";
import { useMe } from "./me.ts";

/** Makes the page look as its person likes it: language, light or dark, his time zone. */
export function usePreferences(): void {
  const { person, settings } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const { language, theme, sendsOnEnter } = settings;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  // The composer of discussions keeps its key on the device; the person's choice goes there.
  useEffect(() => localStorage.setItem("veche-send-key", sendsOnEnter ? "enter" : "ctrlEnter"), [sendsOnEnter]);
  useEffect(() => setTimeZone(person.timeZone || undefined), [person.timeZone]);
}
