import { Menu, Popover, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { find, hasKinds } from "@veche/collab-domain/search";
import { IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { periods, type Chosen } from "./filters.ts";
import type { Search } from "./search.ts";
import classes from "./search.module.css";
import { searchTexts } from "./texts.ts";

const waitMs = 150;

/** The filters as chips: one that is chosen shows what, and goes by its cross. */
export function FilterChips({ search }: { readonly search: Search }): ReactNode {
  const t = useText(searchTexts);
  const collab = useCollab();
  const { filters, setFilters } = search;
  const findPeople = async (query: string): Promise<Chosen<string>[]> =>
    (await collab.people.find(query)).map(({ id, fullName }) => ({ id, name: fullName }));
  const findConversations = async (query: string): Promise<Chosen<string>[]> =>
    query === ""
      ? collab.list.state
          .getSnapshot()
          .heads.filter(({ title }) => title !== "")
          .slice(0, 20)
          .map(({ id, title }) => ({ id, name: title }))
      : (await collab.call(find, { query })).conversations
          .filter(({ title }) => title !== "")
          .map(({ id, title }) => ({ id, name: title }));
  return (
    <div className={classes.chips} role="group" aria-label={t("filters")}>
      <PickChip
        label={t("from")}
        hint={t("fromPlaceholder")}
        chosen={filters.from}
        onFind={findPeople}
        onChange={(from) => setFilters({ ...filters, from: from as typeof filters.from })}
      />
      <PickChip
        label={t("in")}
        hint={t("inPlaceholder")}
        chosen={filters.in}
        onFind={findConversations}
        onChange={(place) => setFilters({ ...filters, in: place as typeof filters.in })}
      />
      <MenuChip label={t("has")} chosen={filters.has} choices={hasKinds} nameOf={t} onChange={(has) => setFilters({ ...filters, has })} />
      <MenuChip
        label={t("when")}
        chosen={filters.when}
        choices={periods}
        nameOf={t}
        onChange={(when) => setFilters({ ...filters, when })}
      />
      <button
        type="button"
        className={classes.chip}
        aria-pressed={filters.isAboutMe}
        onClick={() => setFilters({ ...filters, isAboutMe: !filters.isAboutMe })}
      >
        {t("aboutMe")}
      </button>
    </div>
  );
}

function RemoveChip({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }): ReactNode {
  const t = useText(searchTexts);
  return (
    <button type="button" className={classes.chip} aria-label={t("removeFilter", { name })} data-chosen onClick={onRemove}>
      <span>{name}</span>
      <IconX size={12} stroke={2} aria-hidden />
    </button>
  );
}

interface MenuChipProps<Value extends string> {
  readonly label: string;
  readonly chosen: Value | null;
  readonly choices: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly onChange: (value: Value | null) => void;
}

function MenuChip<Value extends string>({ label, chosen, choices, nameOf, onChange }: MenuChipProps<Value>): ReactNode {
  if (chosen !== null) return <RemoveChip name={nameOf(chosen)} onRemove={() => onChange(null)} />;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.chip}>
          {label}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((value) => (
          <Menu.Item key={value} onClick={() => onChange(value)}>
            {nameOf(value)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface PickChipProps {
  readonly label: string;
  readonly hint: string;
  readonly chosen: Chosen<string> | null;
  readonly onFind: (query: string) => Promise<Chosen<string>[]>;
  readonly onChange: (chosen: Chosen<string> | null) => void;
}

function PickChip({ label, hint, chosen, onFind, onChange }: PickChipProps): ReactNode {
  const [isOpened, setOpened] = useState(false);
  if (chosen !== null) return <RemoveChip name={chosen.name} onRemove={() => onChange(null)} />;
  const pick = (value: Chosen<string>): void => {
    setOpened(false);
    onChange(value);
  };
  return (
    <Popover position="bottom-start" opened={isOpened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.chip} aria-haspopup="dialog" aria-expanded={isOpened} onClick={() => setOpened(!isOpened)}>
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.pick}>
        <Picker hint={hint} onFind={onFind} onPick={pick} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Picker({
  hint,
  onFind,
  onPick,
}: Pick<PickChipProps, "hint" | "onFind"> & { readonly onPick: (chosen: Chosen<string>) => void }): ReactNode {
  const t = useText(searchTexts);
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), waitMs);
  const { data } = useQuery({
    queryKey: ["collab.searchPick", hint, query],
    queryFn: () => onFind(query),
    placeholderData: (before) => before,
  });
  const choices = data ?? [];
  return (
    <Select
      aria-label={hint}
      placeholder={hint}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      nothingFoundMessage={t("noChoice")}
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={240}
      onChange={(id) => {
        const choice = choices.find((one) => one.id === id);
        if (choice) onPick(choice);
      }}
      data-autofocus
    />
  );
}
