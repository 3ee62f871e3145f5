import { TextInput } from "@mantine/core";
import { renameConversation } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { IconPencil } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellDone, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./details.module.css";

/** What a group is called; who owns it changes the name in its place. */
export function GroupTitle({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const [typed, setTyped] = useState<string | null>(null);
  const rename = async (title: string): Promise<void> =>
    collab.list.put(await collab.call(renameConversation, { conversationId: head.id, title }));
  const save = async (): Promise<void> => {
    const [title, before] = [typed?.trim() ?? "", head.title];
    setTyped(null);
    if (title === "" || title === before) return;
    try {
      await rename(title);
      tellDone(t("renamed", { title }), () => void rename(before).catch(tellError));
    } catch (error) {
      setTyped(title);
      tellError(error);
    }
  };
  if (typed === null) {
    return (
      <div className={classes.title}>
        <strong>{head.title}</strong>
        {head.my.can.rename && (
          <IconAction size="sm" label={t("rename")} onClick={() => setTyped(head.title)}>
            <IconPencil size={16} stroke={1.75} />
          </IconAction>
        )}
      </div>
    );
  }
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        aria-label={t("groupTitle")}
        value={typed}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void save()}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setTyped(null);
        }}
      />
    </form>
  );
}
