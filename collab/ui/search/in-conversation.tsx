import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useEffect, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { noFilters } from "./filters.ts";
import { useFoundMessages } from "./results.tsx";
import classes from "./search.module.css";
import { searchTexts } from "./texts.ts";

const waitMs = 200;
const pageSize = 100;

interface InConversationProps {
  readonly conversationId: ConversationId;
  /** shows the message there */
  readonly onGo: (seq: number) => void;
  readonly onClose: () => void;
}

/** The search inside one conversation: from the newest hit to older ones by Enter or up, back by Shift+Enter or down. */
export function ConversationSearch({ conversationId, onGo, onClose }: InConversationProps): ReactNode {
  const t = useText(searchTexts);
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), waitMs);
  const [place, setPlace] = useState(0);
  const found = useFoundMessages(query, query === "" ? noFilters : { ...noFilters, in: { id: conversationId, name: "" } }, pageSize);
  const isSettled = query !== "" && found.isSuccess && !found.isPlaceholderData;
  const seqs = isSettled ? found.data.pages.flatMap((page) => page.hits.map(({ seq }) => seq)) : [];
  const first = seqs[0];
  useEffect(() => {
    setPlace(0);
    if (first !== undefined) onGo(first);
    // only another first hit leads there anew
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [query, first]);
  const go = (step: 1 | -1): void => {
    if (seqs.length === 0) return;
    const next = (place + step + seqs.length) % seqs.length;
    setPlace(next);
    onGo(seqs[next]!);
    if (next > seqs.length - 10 && found.hasNextPage) void found.fetchNextPage();
  };
  const handleKeys = (event: KeyboardEvent): void => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined;
    if (event.key === "Escape") onClose();
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  const status = found.hasNextPage ? "placeOrMore" : "place";
  return (
    <div className={classes.bar} role="search" aria-label={t("inConversation")} onKeyDown={handleKeys}>
      <TextInput
        className={classes.barField}
        aria-label={t("inConversation")}
        placeholder={t("inConversation")}
        value={typed}
        maxLength={300}
        onChange={(event) => setTyped(event.currentTarget.value)}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        autoFocus
      />
      <span className={classes.count} role="status">
        {isSettled && (seqs.length === 0 ? t("nowhere") : t(status, { index: place + 1, count: seqs.length }))}
      </span>
      <IconAction label={t("older")} disabled={seqs.length === 0} onClick={() => go(1)}>
        <IconChevronUp size={18} stroke={1.75} />
      </IconAction>
      <IconAction label={t("newer")} disabled={seqs.length === 0} onClick={() => go(-1)}>
        <IconChevronDown size={18} stroke={1.75} />
      </IconAction>
      <IconAction label={t("close")} onClick={onClose}>
        <IconX size={18} stroke={1.75} />
      </IconAction>
    </div>
  );
}
