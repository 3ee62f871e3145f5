import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { listPeople } from "@veche/office-domain/directory";
import type { PersonId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { PersonAvatar, RowText } from "../parts/index.ts";
import classes from "./person-picker.module.css";
import { usePerson } from "./people.ts";
import { directoryTexts } from "./texts.ts";

interface PersonPickerProps {
  readonly label?: string;
  readonly ariaLabel?: string;
  readonly value: PersonId | null;
  readonly onChange: (personId: PersonId | null) => void;
  readonly excluded?: readonly PersonId[];
  readonly isClearable?: boolean;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
  readonly size?: "xs" | "sm";
}

const waitMs = 150;

/** Chooses a person; the server finds him by part of the name, position or the wrong keyboard layout. */
export function PersonPicker(props: PersonPickerProps): ReactNode {
  const {
    label,
    ariaLabel,
    value,
    onChange,
    excluded = [],
    isClearable = false,
    placeholder,
    isRequired = false,
    error,
    size = "sm",
  } = props;
  const t = useText(directoryTexts);
  const chosen = usePerson(value);
  const [typed, setTyped] = useState("");
  const isSearching = typed !== "" && typed !== chosen?.fullName;
  const [query] = useDebouncedValue(isSearching ? typed : "", waitMs);
  const { data } = useRoute(listPeople, query ? { query, limit: 20 } : { limit: 20 }, { placeholderData: (before) => before });
  const found = (data?.items ?? []).filter(({ id }) => !excluded.includes(id));
  const people = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      aria-label={ariaLabel}
      size={size}
      placeholder={placeholder ?? t("personChoice")}
      withAsterisk={isRequired}
      error={error}
      searchable
      allowDeselect={false}
      clearable={isClearable}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t("nobodyMatches")}
      data={people.map(({ id, fullName }) => ({ value: id, label: fullName }))}
      onChange={(id) => onChange(people.find((person) => person.id === id)?.id ?? null)}
      renderOption={({ option }) => {
        const person = people.find(({ id }) => id === option.value);
        return (
          <span className={classes.option}>
            <PersonAvatar name={option.label} size={28} />
            <RowText title={option.label} note={person?.position} />
          </span>
        );
      }}
    />
  );
}
