import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconWorld } from "@tabler/icons-react";
import { languages, setLanguage, useLanguage, useText } from "@veche/web/i18n";
import type { Language } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { sessionTexts } from "./texts.ts";

/** Languages by their own names. */
export const languageNames: Readonly<Record<Language, string>> = { ru: "Русский", en: "English" };

/** Chooses the language before anybody has signed in. */
export function LanguageMenu(): ReactNode {
  const t = useText(sessionTexts);
  const current = useLanguage();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          aria-label={`${t("language")}: ${languageNames[current]}`}
          leftSection={<IconWorld size={18} stroke={1.75} />}
          rightSection={<IconChevronDown size={14} stroke={1.75} />}
        >
          {languageNames[current]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => setLanguage(language)}
            rightSection={language === current ? <IconCheck size={16} stroke={1.75} /> : null}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
