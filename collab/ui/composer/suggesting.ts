import { useQuery } from "@tanstack/react-query";
import { listGroups } from "@veche/collab-domain/directory";
import { translate } from "@veche/web/i18n";
import { useId, useState } from "react";
import { useCollab, useMyId } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { findNamedEmojis } from "../thread/index.ts";
import { isSameAsk } from "./ask.ts";
import type { Ask } from "./ask.ts";
import type { MentionTarget } from "./mentions.ts";

export type Suggestion =
  | (MentionTarget & { readonly type: "person" | "group"; readonly hint: string })
  | { readonly type: "emoji"; readonly label: string; readonly sign: string };

export interface Suggesting {
  readonly listId: string;
  readonly ask: Ask | null;
  readonly items: readonly Suggestion[];
  readonly activeIndex: number;
  setAsk(ask: Ask | null): void;
  move(step: number): void;
}

const shownCount = 8;
const none: readonly Suggestion[] = [];

/** @param query null while nobody is being mentioned @returns who may be meant, best first */
function usePeople(query: string | null): readonly Suggestion[] {
  const collab = useCollab();
  const myId = useMyId();
  const { data } = useQuery({
    queryKey: ["collab.mention", query],
    enabled: query !== null,
    placeholderData: (before) => before,
    queryFn: async (): Promise<readonly Suggestion[]> => {
      const wanted = query ?? "";
      const [users, groups] = await Promise.all([
        collab.people.find(wanted),
        collab.call(listGroups, { ...(wanted ? { query: wanted } : {}), limit: 5 }),
      ]);
      const people = users.filter(({ id }) => id !== myId).slice(0, shownCount);
      const everybody = translate(texts, "everybody");
      return [
        ...people.map((user) => ({
          type: "person" as const,
          label: user.fullName,
          target: `user/${user.id}`,
          hint: [user.position, user.department].filter(Boolean).join(", "),
        })),
        ...groups.items.map((group) => ({
          type: "group" as const,
          label: group.name,
          target: `group/${group.id}`,
          hint: translate(texts, "members", { count: group.memberCount }),
        })),
        ...(everybody.startsWith(wanted.toLowerCase())
          ? [{ type: "group" as const, label: everybody, target: "everybody", hint: translate(texts, "everybodyHint") }]
          : []),
      ];
    },
  });
  return query === null ? none : (data ?? none);
}

function listEmojis(query: string): readonly Suggestion[] {
  return findNamedEmojis(query)
    .slice(0, shownCount)
    .map(({ sign, name }) => ({ type: "emoji", label: name, sign }));
}

/** What is offered while one writes, and which of it the arrow keys stand on. */
export function useSuggesting(): Suggesting {
  const listId = useId();
  const [ask, setAsk] = useState<Ask | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const people = usePeople(ask?.kind === "mention" ? ask.query : null);
  const items = ask?.kind === "emoji" ? listEmojis(ask.query) : people;
  const active = Math.min(activeIndex, Math.max(0, items.length - 1));
  return {
    listId,
    ask,
    items,
    activeIndex: active,
    setAsk: (next) => {
      if (isSameAsk(ask, next)) return;
      setAsk(next);
      setActiveIndex(0);
    },
    move: (step) => setActiveIndex((active + step + items.length) % Math.max(1, items.length)),
  };
}

/** What tells a reader of the screen that something is offered. */
export function suggestingAttributes({
  listId,
  items,
  activeIndex,
}: Suggesting): Readonly<Record<"aria-controls" | "aria-activedescendant", string | null>> {
  const isOffering = items.length > 0;
  return { "aria-controls": isOffering ? listId : null, "aria-activedescendant": isOffering ? `${listId}-${activeIndex}` : null };
}
