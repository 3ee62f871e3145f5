import type { Message } from "@veche/collab-domain/messages";
import type { UserId } from "@veche/collab-domain/directory";
import { IconInfoCircle } from "@tabler/icons-react";
import { useFormat, useText } from "@veche/web/i18n";
import { Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useNames } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./thread.module.css";

type Note = NonNullable<Message["note"]>;

const nobody: readonly UserId[] = [];

function listPeople(note: Note): readonly UserId[] {
  if (note.type === "membersAdded") return note.userIds;
  return note.type === "memberRemoved" || note.type === "memberLeft" ? [note.userId] : nobody;
}

function useSentence(note: Note, authorId: UserId | null): string {
  const t = useText(texts);
  const format = useFormat();
  const people = listPeople(note);
  const names = format.list(useNames(people).filter(Boolean));
  const [author = ""] = useNames(authorId === null ? nobody : [authorId]);
  switch (note.type) {
    case "conversationCreated":
      return author === "" ? t("noteCreatedPlain") : t("noteCreated", { name: author });
    case "membersAdded":
      return t("noteAdded", { names });
    case "memberRemoved":
      return t("noteRemoved", { name: names });
    case "memberLeft":
      return t("noteLeft", { name: names });
    default:
      return t("noteRenamed", { title: note.title });
  }
}

/** What the system wrote, as a sentence. */
export function NoteView({ message, note }: { readonly message: Message; readonly note: Note }): ReactNode {
  const sentence = useSentence(note, message.authorId);
  return (
    <div className={classes.note}>
      <IconInfoCircle size={14} stroke={1.75} />
      <span>
        {sentence}, <Time at={message.createdAt} form="clock" />
      </span>
    </div>
  );
}
