import type { Message } from "@veche/collab-domain/messages";
import type { UserId } from "@veche/collab-domain/directory";
import { IconInfoCircle } from "@tabler/icons-react";
import { useFormat, useText } from "@veche/web/i18n";
import { Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useNames } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { CallNoteView, type CallNote } from "./call-note.tsx";
import { noteTexts } from "./note-texts.ts";
import { pinTexts } from "./pin-texts.ts";
import pinClasses from "./pins.module.css";
import classes from "./thread.module.css";

type Note = NonNullable<Message["note"]>;

const nobody: readonly UserId[] = [];

function listPeople(note: Exclude<Note, CallNote>): readonly UserId[] {
  if (note.type === "membersAdded") return note.userIds;
  return "userId" in note ? [note.userId] : nobody;
}

function useSentence(note: Exclude<Note, CallNote>, authorId: UserId | null): string {
  const t = useText(texts);
  const tNote = useText(noteTexts);
  const tPin = useText(pinTexts);
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
    case "ownerAdded":
    case "ownerRemoved":
      return tNote(note.type, { name: names });
    case "settingsChanged":
      return listChanges(note.settings)
        .map((name) => tNote(name))
        .join("; ");
    case "messagePinned":
      return tPin("notePinned", { name: names });
    default:
      return t("noteRenamed", { title: note.title });
  }
}

type Changes = Extract<Note, { type: "settingsChanged" }>["settings"];

function listChanges({ posting, adding, renaming, history, description }: Changes) {
  return [
    ...(posting ? [`posting_${posting}` as const] : []),
    ...(adding ? [`adding_${adding}` as const] : []),
    ...(renaming ? [`renaming_${renaming}` as const] : []),
    ...(history ? [`history_${history}` as const] : []),
    ...(description === undefined ? [] : [description === "" ? ("descriptionRemoved" as const) : ("descriptionChanged" as const)]),
  ];
}

interface NoteViewProps {
  readonly message: Message;
  readonly note: Note;
  readonly onJump: (seq: number) => void;
}

/** What the system wrote, as a sentence; of a pinned message, with the way to it. */
export function NoteView({ message, note, onJump }: NoteViewProps): ReactNode {
  if (note.type === "callEnded") return <CallNoteView message={message} note={note} />;
  return <WordsOf message={message} note={note} onJump={onJump} />;
}

function WordsOf({ message, note, onJump }: NoteViewProps & { readonly note: Exclude<Note, CallNote> }): ReactNode {
  const sentence = useSentence(note, message.authorId);
  return (
    <div className={classes.note}>
      <IconInfoCircle size={14} stroke={1.75} />
      <span>
        {note.type === "messagePinned" ? (
          <button type="button" className={pinClasses.noted} onClick={() => onJump(note.seq)}>
            {sentence}
          </button>
        ) : (
          sentence
        )}
        , <Time at={message.createdAt} form="clock" />
      </span>
    </div>
  );
}
