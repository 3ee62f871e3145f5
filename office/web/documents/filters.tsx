import { ActionIcon, Button, CloseButton, Menu, Popover, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconCheck, IconChevronDown, IconSearch, IconX } from "@tabler/icons-react";
import { documentKinds, documentStates } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { computeRowName } from "@veche/office-domain/directory";
import { PersonPicker, useDepartments, usePerson } from "../directory/index.ts";
import classes from "./list.module.css";
import { hasFilters } from "./place.ts";
import type { DocumentPlace } from "./place.ts";
import { documentTexts } from "./texts.ts";

interface FiltersProps {
  readonly place: DocumentPlace;
  readonly onChange: (change: Partial<DocumentPlace>) => void;
}

interface ChipFilterProps<Value extends string> {
  readonly name: string;
  readonly anyLabel: string;
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value | null) => void;
}

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }): ReactNode {
  const t = useText(documentTexts);
  return (
    <ActionIcon size={20} className={classes.removeFilter} aria-label={t("removeFilter", { name })} onClick={onRemove}>
      <IconX size={14} stroke={1.75} />
    </ActionIcon>
  );
}

function ChipFilter<Value extends string>({ name, anyLabel, value, options, onChange }: ChipFilterProps<Value>): ReactNode {
  const chosen = options.find((option) => option.value === value);
  return (
    <span className={classes.filter} data-active={chosen !== undefined || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            className={classes.filterButton}
            fz={12}
            rightSection={chosen ? null : <IconChevronDown size={14} stroke={1.75} />}
          >
            {chosen ? `${name}: ${chosen.label}` : name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
          <Menu.Item onClick={() => onChange(null)} rightSection={value === null ? <IconCheck size={16} stroke={1.75} /> : null}>
            {anyLabel}
          </Menu.Item>
          {options.map((option) => (
            <Menu.Item
              key={option.value}
              onClick={() => onChange(option.value)}
              rightSection={option.value === value ? <IconCheck size={16} stroke={1.75} /> : null}
            >
              {option.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen && <RemoveButton name={name} onRemove={() => onChange(null)} />}
    </span>
  );
}

function ResponsibleFilter({ place, onChange }: FiltersProps): ReactNode {
  const t = useText(documentTexts);
  const [isOpened, setOpened] = useState(false);
  const person = usePerson(place.responsibleId);
  const name = t("responsibleId");
  return (
    <span className={classes.filter} data-active={place.responsibleId !== null || undefined}>
      <Popover opened={isOpened} onChange={setOpened} position="bottom-start" trapFocus width={300}>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            className={classes.filterButton}
            fz={12}
            onClick={() => setOpened(!isOpened)}
            rightSection={person ? null : <IconChevronDown size={14} stroke={1.75} />}
          >
            {person ? `${name}: ${computeRowName(person.fullName)}` : name}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="md">
          <PersonPicker
            ariaLabel={name}
            value={place.responsibleId}
            onChange={(responsibleId) => {
              setOpened(false);
              onChange({ responsibleId });
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {place.responsibleId && <RemoveButton name={name} onRemove={() => onChange({ responsibleId: null })} />}
    </span>
  );
}

const waitMs = 250;

function Search({ place, onChange }: FiltersProps): ReactNode {
  const t = useText(documentTexts);
  const [typed, setTyped] = useState(place.query);
  const [lastQuery, setLastQuery] = useState(place.query);
  if (lastQuery !== place.query) {
    setLastQuery(place.query);
    setTyped(place.query);
  }
  const send = useDebouncedCallback((query: string) => onChange({ query }), waitMs);
  const change = (query: string): void => {
    setTyped(query);
    send(query);
  };
  return (
    <TextInput
      type="search"
      size="xs"
      className={classes.search}
      aria-label={t("search")}
      placeholder={t("search")}
      leftSection={<IconSearch size={16} stroke={1.75} />}
      rightSection={typed && <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => change("")} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** What the list is narrowed to: each filter is a chip that opens its choices and can be taken off. */
export function Filters({ place, onChange }: FiltersProps): ReactNode {
  const t = useText(documentTexts);
  const { departments } = useDepartments();
  return (
    <div className={classes.filters} role="group" aria-label={t("filters")}>
      <ChipFilter
        name={t("kind")}
        anyLabel={t("any")}
        value={place.kind}
        options={documentKinds.map((value) => ({ value, label: t(value) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <ChipFilter
        name={t("state")}
        anyLabel={t("anyState")}
        value={place.state}
        options={documentStates.map((value) => ({ value, label: t(value) }))}
        onChange={(state) => onChange({ state })}
      />
      <ResponsibleFilter place={place} onChange={onChange} />
      <ChipFilter
        name={t("department")}
        anyLabel={t("anyState")}
        value={place.departmentId}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(departmentId) => onChange({ departmentId })}
      />
      {hasFilters(place) && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => onChange({ query: "", kind: null, state: null, responsibleId: null, departmentId: null })}
        >
          {t("clearFilters")}
        </Button>
      )}
      <Search place={place} onChange={onChange} />
    </div>
  );
}
