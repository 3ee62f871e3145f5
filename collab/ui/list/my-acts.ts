import { isArchived, orderPinned, setMyState } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { RouteInput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError } from "@veche/web/parts";
import { useCollab, useTitle } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { listPinned, movePinned } from "./moving.ts";
import { toMuteChange } from "./mute.ts";
import type { MuteSpan } from "./mute.ts";
import { useUntil } from "./until.ts";

type MyChange = Omit<RouteInput<typeof setMyState>, "conversationId">;

/** What one does with a conversation for oneself. Each act says so and can be taken back for some seconds. */
export interface MyActs {
  readonly pin: () => void;
  /** puts a pinned one a place up (-1) or down (1) */
  readonly move: (step: 1 | -1) => void;
  readonly archive: () => void;
  readonly mute: (span: MuteSpan) => void;
  readonly setLevel: (level: ConversationHead["my"]["notificationLevel"]) => void;
}

/** What somebody's own state of a conversation was, to be put back. */
function toMyChange(head: ConversationHead, now: Date): MyChange {
  const { isPinned, notificationLevel, mutedUntil } = head.my;
  return { isPinned, notificationLevel, mutedUntil, ...(!isPinned && { isArchived: isArchived(head, now) }) };
}

/** @param head null: nothing is done */
export function useMyActs(head: ConversationHead | null): MyActs {
  const t = useText(texts);
  const toUntil = useUntil();
  const collab = useCollab();
  const title = useTitle(head);
  const change = async (changes: MyChange, said?: string): Promise<void> => {
    if (!head) return;
    const before = toMyChange(head, new Date());
    const order = listPinned(collab.list.state.getSnapshot().heads);
    const goBack = async (): Promise<void> => {
      await send(before);
      if (before.isPinned) await collab.call(orderPinned, { conversationIds: order });
    };
    const send = async (state: MyChange): Promise<void> =>
      collab.list.put(await collab.call(setMyState, { conversationId: head.id, ...state }));
    await send(changes);
    if (said) tellDone(said, () => void goBack().catch(tellError));
  };
  const run = (changes: MyChange, said?: string): void => void change(changes, said).catch(tellError);
  return {
    pin: () => run({ isPinned: !head?.my.isPinned }, t(head?.my.isPinned ? "unpinnedDone" : "pinnedDone", { title })),
    move: (step) => {
      const order = head && movePinned(collab.list.state.getSnapshot().heads, head.id, step);
      if (order) collab.call(orderPinned, { conversationIds: order }).catch(tellError);
    },
    archive: () => {
      const isAway = head !== null && isArchived(head, new Date());
      run({ isArchived: !isAway }, t(isAway ? "unarchivedDone" : "archivedDone", { title }));
    },
    mute: (span) => {
      const muting = toMuteChange(span, new Date());
      const until = muting.mutedUntil;
      run(muting, until === null ? t("mutedDone", { title }) : t("mutedUntilDone", { title, until: toUntil(until) }));
    },
    setLevel: (notificationLevel) => run({ notificationLevel, mutedUntil: null }),
  };
}
