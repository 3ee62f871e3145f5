import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { enterResults } from "./moving.ts";
import type { Search } from "./search.ts";
import { searchTexts } from "./texts.ts";

/** The one field for everything in discussions; Escape empties and leaves it. */
export function SearchField({ search }: { readonly search: Search }): ReactNode {
  const t = useText(searchTexts);
  const input = useRef<HTMLInputElement>(null);
  const handleKeys = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape" && search.isOpen) {
      event.stopPropagation();
      search.close();
    }
    enterResults(event);
    if (event.key === "Enter") search.recent.remember(search.typed.trim());
  };
  return (
    <TextInput
      ref={input}
      type="search"
      role="searchbox"
      aria-label={t("field")}
      placeholder={t("field")}
      value={search.typed}
      maxLength={300}
      onChange={(event) => search.type(event.currentTarget.value)}
      onClick={search.open}
      onKeyDown={handleKeys}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      rightSection={
        search.isOpen && (
          <CloseButton
            size="sm"
            aria-label={t("clear")}
            onClick={() => {
              search.close();
              input.current?.focus();
            }}
          />
        )
      }
    />
  );
}
