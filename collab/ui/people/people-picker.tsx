import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { listGroups } from "@veche/collab-domain/directory";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import { useText } from "@veche/web/i18n";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useMyId } from "../context/index.ts";
import { texts } from "../texts/index.ts";

/** Who was chosen: people, and departments as they stand now. */
export interface Choice {
  readonly userIds: readonly UserId[];
  readonly groupIds: readonly GroupId[];
}

interface PeoplePickerProps {
  readonly onChange: (choice: Choice) => void;
}

const searchDelayMs = 150;

function toChoice(values: readonly string[]): Choice {
  const ids = (prefix: string): string[] => values.filter((value) => value.startsWith(prefix)).map((value) => value.slice(prefix.length));
  return { userIds: ids("user:") as UserId[], groupIds: ids("group:") as GroupId[] };
}

/** A field for people and departments, found while typing. */
export function PeoplePicker({ onChange }: PeoplePickerProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const myId = useMyId();
  const [values, setValues] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed, searchDelayMs);
  const names = useRef(new Map<string, string>());
  const { data } = useQuery({
    queryKey: ["collab.people", query],
    queryFn: async () => {
      const wanted = query === "" ? {} : { query };
      const [users, groups] = await Promise.all([collab.people.find(query), collab.call(listGroups, { ...wanted, limit: 20 })]);
      return [
        ...users.filter(({ id }) => id !== myId).map((user) => ({ value: `user:${user.id}`, label: user.fullName })),
        ...groups.items.map((group) => ({ value: `group:${group.id}`, label: `${group.name} · ${group.memberCount}` })),
      ];
    },
    placeholderData: (before) => before,
  });
  for (const { value, label } of data ?? []) names.current.set(value, label);
  const found = data ?? [];
  const chosen = values
    .filter((value) => !found.some((option) => option.value === value))
    .map((value) => ({ value, label: names.current.get(value) ?? "" }));
  return (
    <MultiSelect
      label={t("people")}
      placeholder={values.length === 0 ? t("peopleHint") : ""}
      data={[...found, ...chosen]}
      filter={({ options }) => options}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      value={values}
      onChange={(next) => {
        setValues(next);
        setTyped("");
        onChange(toChoice(next));
      }}
      nothingFoundMessage={t("noneFound")}
      maxDropdownHeight={240}
      hidePickedOptions
      data-autofocus
    />
  );
}
