import { Checkbox, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { openPersonal } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { User } from "@veche/collab-domain/directory";
import { find } from "@veche/collab-domain/search";
import { IconSearch } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { PersonAvatar, PlainList, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useReadable, useTitle } from "../context/index.ts";
import { ConversationPicture } from "../people/index.ts";
import classes from "./forward.module.css";
import { forwardTexts } from "./texts.ts";

const recentCount = 30;
const waitMs = 150;

interface TargetsProps {
  readonly chosen: ReadonlyMap<ConversationId, ConversationHead>;
  readonly onToggle: (head: ConversationHead) => void;
}

function Target({ head, isChosen, onToggle }: { head: ConversationHead; isChosen: boolean; onToggle: () => void }): ReactNode {
  const title = useTitle(head);
  return (
    <label className={classes.target}>
      <Checkbox checked={isChosen} onChange={onToggle} aria-label={title} />
      <ConversationPicture head={head} size={28} />
      <span className={classes.name}>{title}</span>
    </label>
  );
}

function Person({ user, onOpened }: { readonly user: User; readonly onOpened: (head: ConversationHead) => void }): ReactNode {
  const collab = useCollab();
  const open = (): void => void collab.call(openPersonal, { userId: user.id }).then(onOpened, tellError);
  return (
    <label className={classes.target}>
      <Checkbox checked={false} onChange={open} aria-label={user.fullName} />
      <PersonAvatar name={user.fullName} size={28} />
      <span className={classes.name}>{user.fullName}</span>
      <span className={classes.position}>{user.position}</span>
    </label>
  );
}

/** Conversations and people to choose from: those chosen, then the recent ones or what was typed. */
export function Targets({ chosen, onToggle }: TargetsProps): ReactNode {
  const t = useText(forwardTexts);
  const collab = useCollab();
  const { heads } = useReadable(collab.list.state);
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), waitMs);
  const { data } = useQuery({
    queryKey: ["collab.forwardTargets", query],
    queryFn: () => collab.call(find, { query, limit: 20 }),
    enabled: query !== "",
    placeholderData: (before) => before,
  });
  const isSearching = query !== "";
  const found = (isSearching ? (data?.conversations ?? []) : heads.slice(0, recentCount)).filter(({ id }) => !chosen.has(id));
  const metIds = new Set([...found, ...chosen.values()].map(({ my }) => my.peerId));
  const people = isSearching ? (data?.users ?? []).filter(({ id }) => !metIds.has(id)) : [];
  const toggle = (head: ConversationHead): void => {
    setTyped("");
    onToggle(head);
  };
  return (
    <>
      <TextInput
        label={t("where")}
        placeholder={t("whereHint")}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <PlainList className={classes.targets} aria-label={t(isSearching ? "found" : "recent")}>
        {[...chosen.values()].map((head) => (
          <li key={head.id}>
            <Target head={head} isChosen onToggle={() => onToggle(head)} />
          </li>
        ))}
        {found.map((head) => (
          <li key={head.id}>
            <Target head={head} isChosen={false} onToggle={() => toggle(head)} />
          </li>
        ))}
        {people.map((user) => (
          <li key={user.id}>
            <Person user={user} onOpened={toggle} />
          </li>
        ))}
      </PlainList>
      {isSearching && data && found.length + people.length === 0 && <p className={classes.none}>{t("noneFound")}</p>}
    </>
  );
}
