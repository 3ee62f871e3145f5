import type { UserId } from "@veche/collab-domain/directory";
import type { TimelineState } from "@veche/collab-sdk/browser";
import { IconEye } from "@tabler/icons-react";
import { useFormat, useText } from "@veche/web/i18n";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useMyId, useNames } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { listReaders } from "../view/index.ts";
import classes from "./thread.module.css";

function Typing({ userIds }: { readonly userIds: readonly UserId[] }): ReactNode {
  const t = useText(texts);
  const format = useFormat();
  const names = useNames(userIds).filter(Boolean);
  if (names.length === 0) return null;
  return (
    <>
      <span className={classes.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {names.length === 1 ? t("typingOne", { name: names[0]! }) : t("typingMany", { names: format.list(names.slice(0, 3)) })}
    </>
  );
}

function Seen({ userIds, isPersonal }: { readonly userIds: readonly UserId[]; readonly isPersonal: boolean }): ReactNode {
  const t = useText(texts);
  const format = useFormat();
  const shown = useMemo(() => userIds.slice(0, 3), [userIds]);
  const names = useNames(shown).filter(Boolean);
  if (names.length === 0) return null;
  const sentence = isPersonal
    ? t("seen")
    : userIds.length <= 3
      ? t("seenBy", { names: format.list(names) })
      : t("seenByAndMore", { name: names[0]!, count: userIds.length - 1 });
  return (
    <>
      <IconEye size={14} stroke={1.75} />
      {sentence}
    </>
  );
}

/** Under the thread: who is writing, or who has read my last message. */
export function Below({ state, isPersonal }: { readonly state: TimelineState; readonly isPersonal: boolean }): ReactNode {
  const myId = useMyId();
  const last = state.messages.at(-1);
  const readers = useMemo(
    () => (last && last.authorId === myId && !state.hasAfter ? listReaders(state.readMarks, last.seq, myId) : []),
    [last, myId, state.hasAfter, state.readMarks],
  );
  return (
    <div className={classes.below}>
      {state.typingUserIds.length > 0 ? <Typing userIds={state.typingUserIds} /> : <Seen userIds={readers} isPersonal={isPersonal} />}
    </div>
  );
}
