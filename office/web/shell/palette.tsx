import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useFocusGivenBack } from "@veche/web/parts";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import classes from "./palette.module.css";
import { useCommands } from "./commands.ts";
import type { Command } from "./commands.ts";
import { useFound } from "./found.tsx";
import { shellTexts } from "./texts.ts";

const [store, actions] = createSpotlight();
const waitMs = 150;

function Group({ label, commands }: { readonly label: string; readonly commands: readonly Command[] }): ReactNode {
  if (commands.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {commands.map(({ key, title, note, picture, run }) => (
        <Spotlight.Action key={key} label={title} {...(note ? { description: note } : {})} leftSection={picture} onClick={run} />
      ))}
    </Spotlight.ActionsGroup>
  );
}

/** The search over everything: people, conversations, documents, messages, places and commands. */
export function Palette({ onClose, onKeys }: { readonly onClose: () => void; readonly onKeys: () => void }): ReactNode {
  const t = useText(shellTexts);
  const [query, setQuery] = useState("");
  const [asked] = useDebouncedValue(query.trim(), waitMs);
  const commands = useCommands(query.trim(), onKeys);
  const { people, conversations, messages, documents, isSearching } = useFound(asked);
  useFocusGivenBack();
  useEffect(() => {
    actions.open();
    return () => actions.close();
  }, []);
  const count = commands.length + people.length + conversations.length + messages.length + documents.length;
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onSpotlightClose={onClose}
      scrollable
      centered={false}
      yOffset="12dvh"
      classNames={{ actionsGroup: classes.group! }}
      attributes={{ content: { "aria-label": t("search") } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
      maxHeight="min(480px, 70dvh)"
    >
      <Spotlight.Search placeholder={t("searchAll")} aria-label={t("searchAll")} leftSection={<IconSearch size={20} stroke={1.75} />} />
      <Spotlight.ActionsList>
        <Group label={t("foundPeople")} commands={people} />
        <Group label={t("foundConversations")} commands={conversations} />
        <Group label={t("foundDocuments")} commands={documents} />
        <Group label={t("foundMessages")} commands={messages} />
        <Group label={query ? t("foundCommands") : t("foundSections")} commands={commands} />
        {count === 0 && !isSearching && <Spotlight.Empty>{t("searchNothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
