import { useMantineColorScheme } from "@mantine/core";
import { setLanguage, setTimeZone } from "@veche/web/i18n";
import { useEffect } from "react";
import { useMe } from "./me.ts";

/**
 * The composer of discussions keeps its key on the device, where it can be changed too: the setting goes there only when
 * it has changed since it was last brought there.
 */
function applySendKey(sendsOnEnter: boolean): void {
  const key = sendsOnEnter ? "enter" : "ctrlEnter";
  if (localStorage.getItem("veche-send-setting") === key) return;
  localStorage.setItem("veche-send-setting", key);
  localStorage.setItem("veche-send-key", key);
}

/** Makes the page look as its person likes it: language, light or dark, his time zone. */
export function usePreferences(): void {
  const { person, settings } = useMe();
  const { setColorScheme } = useMantineColorScheme();
  const { language, theme, sendsOnEnter } = settings;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  useEffect(() => applySendKey(sendsOnEnter), [sendsOnEnter]);
  useEffect(() => setTimeZone(person.timeZone || undefined), [person.timeZone]);
}
