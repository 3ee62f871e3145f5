import { useQuery } from "@tanstack/react-query";
import { listGroups } from "@veche/collab-domain/directory";
import { IconUsers } from "@tabler/icons-react";
import { translate, useText } from "@veche/web/i18n";
import { PersonAvatar, Picture } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useMyId } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./composer.module.css";
import type { MentionTarget } from "./mentions.ts";

export interface Suggestion extends MentionTarget {
  readonly hint: string;
  readonly isPerson: boolean;
}

const shownCount = 8;
const none: readonly Suggestion[] = [];

/** @param query null while nobody is being mentioned @returns who may be meant, best first */
export function useSuggestions(query: string | null): readonly Suggestion[] {
  const collab = useCollab();
  const myId = useMyId();
  const { data } = useQuery({
    queryKey: ["collab.mention", query],
    enabled: query !== null,
    placeholderData: (before) => before,
    queryFn: async () => {
      const [users, groups] = await Promise.all([
        collab.people.find(query ?? ""),
        collab.call(listGroups, { ...(query ? { query } : {}), limit: 5 }),
      ]);
      const everybody = {
        label: translate(texts, "everybody"),
        target: "everybody",
        hint: translate(texts, "everybodyHint"),
        isPerson: false,
      };
      const isEverybody = everybody.label.startsWith((query ?? "").toLowerCase());
      return [
        ...users
          .filter(({ id }) => id !== myId)
          .slice(0, shownCount)
          .map((user) => ({
            label: user.fullName,
            target: `user/${user.id}`,
            hint: [user.position, user.department].filter(Boolean).join(", "),
            isPerson: true,
          })),
        ...groups.items.map((group) => ({
          label: group.name,
          target: `group/${group.id}`,
          hint: translate(texts, "members", { count: group.memberCount }),
          isPerson: false,
        })),
        ...(isEverybody ? [everybody] : []),
      ];
    },
  });
  return query === null ? none : (data ?? none);
}

interface SuggestionsProps {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly activeIndex: number;
  readonly onPick: (suggestion: Suggestion) => void;
}

/** Whom a mention may mean; the arrow keys of the text move in it. */
export function Suggestions({ id, items, activeIndex, onPick }: SuggestionsProps): ReactNode {
  const t = useText(texts);
  return (
    <div id={id} role="listbox" aria-label={t("mention")} className={classes.suggestions}>
      {items.map((item, index) => (
        <button
          key={item.target}
          id={`${id}-${index}`}
          type="button"
          role="option"
          aria-selected={index === activeIndex}
          tabIndex={-1}
          className={classes.suggestion}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(item);
          }}
        >
          {item.isPerson ? (
            <PersonAvatar name={item.label} size={28} />
          ) : (
            <Picture size={28} tone="accent">
              <IconUsers size={16} stroke={1.75} />
            </Picture>
          )}
          <span>
            {item.label}
            <small>{item.hint}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
