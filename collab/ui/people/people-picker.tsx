import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { listGroups } from "@veche/collab-domain/directory";
import type { GroupId, UserId } from "@veche/collab-domain/directory";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
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
  const [chosen, setChosen] = useState<readonly { value: string; label: string }[]>([]);
  const [typed, setTyped] = useState("");
  const [isOpened, setOpened] = useState(false);
  const [query] = useDebouncedValue(typed, searchDelayMs);
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
  const found = data ?? [];
  const options = [...found, ...chosen.filter(({ value }) => !found.some((option) => option.value === value))];
  return (
    <MultiSelect
      label={t("people")}
      placeholder={chosen.length === 0 ? t("peopleHint") : ""}
      data={options}
      filter={({ options }) => options}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen.map(({ value }) => value)}
      dropdownOpened={isOpened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onChange={(next) => {
        // The list would cover the buttons below; typing on opens it again.
        setOpened(false);
        setChosen(options.filter(({ value }) => next.includes(value)));
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
