import { Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconCheck, IconKeyboard, IconLogout, IconMoon, IconSettings, IconTool, IconWorld } from "@tabler/icons-react";
import { setPresence } from "@veche/collab-domain/presence";
import { themes } from "@veche/office-domain/directory";
import { signOut } from "@veche/office-domain/session";
import { languages, setLanguage, useLanguage, useText } from "@veche/web/i18n";
import { KeyHint } from "@veche/web/parts";
import { useRouteMutation } from "@veche/web/query";
import type { ReactNode } from "react";
import { forgetUnsent, useCollab, useIsCutOff, usePresence } from "../collaboration/index.ts";
import { PersonAvatar, tellError } from "../parts/index.ts";
import { languageNames, useMe, useSettings } from "../session/index.ts";
import { shellTexts } from "./texts.ts";
import classes from "./tools.module.css";

const presenceChoices = ["online", "away", "doNotDisturb"] as const;
const check = <IconCheck size={16} stroke={1.75} />;

function PresenceItems(): ReactNode {
  const t = useText(shellTexts);
  const collab = useCollab();
  const current = usePresence(useMe().person.id)?.state ?? "online";
  if (collab === null) return null;
  return (
    <>
      <Menu.Label>{t("presence")}</Menu.Label>
      {presenceChoices.map((state) => (
        <Menu.Item
          key={state}
          leftSection={<span className={classes.presence} data-state={state} aria-hidden />}
          rightSection={state === current ? check : null}
          onClick={() => void collab.call(setPresence, { state }).catch(tellError)}
        >
          {t(state)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

function LookItems(): ReactNode {
  const t = useText(shellTexts);
  const language = useLanguage();
  const { colorScheme } = useMantineColorScheme();
  const { change } = useSettings();
  const themeNames = { auto: t("themeAuto"), light: t("themeLight"), dark: t("themeDark") };
  return (
    <>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconWorld size={18} stroke={1.75} />}>{t("language")}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {languages.map((value) => (
            <Menu.Item
              key={value}
              lang={value}
              rightSection={value === language ? check : null}
              onClick={() => {
                setLanguage(value);
                change({ language: value });
              }}
            >
              {languageNames[value]}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconMoon size={18} stroke={1.75} />}>{t("theme")}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {themes.map((value) => (
            <Menu.Item key={value} rightSection={value === colorScheme ? check : null} onClick={() => change({ theme: value })}>
              {themeNames[value]}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  );
}

/** Me: presence, language, look, settings, signing out. @param onKeys shows the keys; null: there is no keyboard to speak of */
export function UserMenu({ onKeys }: { readonly onKeys: (() => void) | null }): ReactNode {
  const t = useText(shellTexts);
  const { person, settings } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const known = usePresence(person.id)?.state;
  const presence = useIsCutOff() && known ? "offline" : known;
  const leave = useRouteMutation(signOut, {
    onSuccess: async () => {
      await forgetUnsent(person.id);
      // whoever sits down next must not read what comes for me
      await (await navigator.serviceWorker?.getRegistration())?.pushManager.getSubscription().then((push) => push?.unsubscribe());
      await navigate({ to: "/login" });
      client.clear();
    },
    onError: tellError,
  });
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.me} aria-label={t("profile", { name: person.fullName })}>
          <PersonAvatar name={person.fullName} size={28} presence={presence} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<PersonAvatar name={person.fullName} size={36} />}
          onClick={() => void navigate({ to: "/people/$personId", params: { personId: person.id } })}
        >
          <Text size="sm" fw={600} truncate>
            {person.fullName}
          </Text>
          <Text size="xs" c="var(--v-text-3)" truncate>
            {person.position || person.login}
          </Text>
        </Menu.Item>
        <Menu.Divider />
        <PresenceItems />
        <LookItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={18} stroke={1.75} />} onClick={() => void navigate({ to: "/settings" })}>
          {t("settings")}
        </Menu.Item>
        {onKeys && (
          <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.75} />} rightSection={<KeyHint keys="?" />} onClick={onKeys}>
            {t("keyboard")}
          </Menu.Item>
        )}
        {settings.isTechnician && (
          <Menu.Item leftSection={<IconTool size={18} stroke={1.75} />} onClick={() => void navigate({ to: "/technician" })}>
            {t("technician")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.75} />} onClick={() => leave.mutate({})}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
