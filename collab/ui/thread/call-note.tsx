import type { Message } from "@veche/collab-domain/messages";
import { IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { defineCatalogue, useFormat, useText } from "@veche/web/i18n";
import { Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useMyId, useNames, useUser } from "../context/index.ts";
import { toFirstName } from "../view/index.ts";
import classes from "./thread.module.css";

export type CallNote = Extract<NonNullable<Message["note"]>, { type: "callEnded" }>;

const callNoteTexts = defineCatalogue("callNotes", {
  ru: {
    held: "Звонок, {{duration}}",
    heldWith: "Звонок, {{duration}}: {{names}}",
    missedByMe: "Пропущенный звонок: {{name}}",
    notAnswered: "Звонок без ответа",
    declined: "Звонок отклонён",
    busy: "Звонок не состоялся: линия занята",
    seconds: "{{count}} с",
    minutes: "{{count}} мин",
    hours: "{{hours}} ч {{minutes}} мин",
  },
  en: {
    held: "Call, {{duration}}",
    heldWith: "Call, {{duration}}: {{names}}",
    missedByMe: "Missed call from {{name}}",
    notAnswered: "Call, no answer",
    declined: "Call declined",
    busy: "Call not put through: the line was busy",
    seconds: "{{count}} s",
    minutes: "{{count}} min",
    hours: "{{hours}} h {{minutes}} min",
  },
});

function useDuration(seconds: number): string {
  const t = useText(callNoteTexts);
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return t("seconds", { count: seconds });
  return minutes < 60 ? t("minutes", { count: minutes }) : t("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** To who did not come a call is missed, however it ended. */
function useSentence({ outcome, starterId, userIds, durationSeconds }: CallNote): string {
  const t = useText(callNoteTexts);
  const format = useFormat();
  const myId = useMyId();
  const duration = useDuration(durationSeconds);
  const names = useNames(userIds).filter(Boolean);
  const starter = useUser(starterId)?.fullName ?? "";
  if (outcome === "held") {
    return names.length > 2 ? t("heldWith", { duration, names: format.list(names.map(toFirstName)) }) : t("held", { duration });
  }
  if (outcome === "declined") return t("declined");
  if (starterId !== myId) return t("missedByMe", { name: starter });
  return t(outcome === "busy" ? "busy" : "notAnswered");
}

/** The trace of a call: how long, with whom, or why not. */
export function CallNoteView({ message, note }: { readonly message: Message; readonly note: CallNote }): ReactNode {
  const Icon = note.outcome === "held" ? IconPhone : IconPhoneOff;
  return (
    <div className={classes.note}>
      <Icon size={14} stroke={1.75} />
      <span>
        {useSentence(note)}, <Time at={message.createdAt} form="clock" />
      </span>
    </div>
  );
}
