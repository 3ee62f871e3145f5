import { canForwardMessage, canPinMessage, canSaveMessage, isSavedAt } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBookmark,
  IconBookmarkOff,
  IconChecks,
  IconCopy,
  IconLink,
  IconMailOpened,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError } from "@veche/web/parts";
import { useCollab, useHost, useReadable } from "../context/index.ts";
import { savedTexts, useSaveActs } from "../saved/index.ts";
import { texts } from "../texts/index.ts";
import { usePinActs } from "./pin-acts.ts";
import { pinTexts } from "./pin-texts.ts";
import { threadTexts } from "./texts.ts";

/** What the conversation lets one do with its messages. */
export interface MessageActs {
  readonly canPost: boolean;
  readonly canPin: boolean;
  readonly canDeleteOthers: boolean;
  readonly onReply: (message: Message) => void;
  readonly onEdit: (message: Message) => void;
  readonly onDelete: (message: Message) => void;
  readonly onForward: (message: Message) => void;
  /** begins choosing several, with this one */
  readonly onChoose: (message: Message) => void;
  readonly onJump: (seq: number) => void;
}

export interface MessageActsProps extends MessageActs {
  readonly message: Message;
  readonly timeline: Timeline;
  readonly isMine: boolean;
}

/** One thing to do with a message. */
export interface MessageAct {
  readonly label: string;
  readonly Icon: typeof IconCopy;
  readonly isDestructive: boolean;
  /** stands in the bar itself, not in its menu */
  readonly isFrequent: boolean;
  readonly run: () => void;
}

/** @returns what I may do with the message, most frequent first */
export function useMessageActs({ message, timeline, isMine, ...acts }: MessageActsProps): readonly MessageAct[] {
  const t = useText(texts);
  const tt = useText(threadTexts);
  const tp = useText(pinTexts);
  const host = useHost();
  const { pin, unpin } = usePinActs(timeline);
  const tSaved = useText(savedTexts);
  const { save, unsave } = useSaveActs();
  const isSaved = isSavedAt(useReadable(useCollab().saved.state), message);
  const copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      tellDone(done);
    } catch (error) {
      tellError(error);
    }
  };
  const copyLink = (): void => void copy(location.origin + host.conversationPath(message.conversationId, message.seq), t("linkCopied"));
  const act = (label: string, Icon: typeof IconCopy, run: () => void, kind: "frequent" | "rare" | "destructive"): MessageAct => ({
    label,
    Icon,
    run,
    isFrequent: kind === "frequent",
    isDestructive: kind === "destructive",
  });
  return [
    acts.canPost && act(t("reply"), IconArrowBackUp, () => acts.onReply(message), "frequent"),
    act(t("copyLink"), IconLink, copyLink, "frequent"),
    canForwardMessage(message) && act(tt("forward"), IconArrowForwardUp, () => acts.onForward(message), "rare"),
    canForwardMessage(message) && act(tt("choose"), IconChecks, () => acts.onChoose(message), "rare"),
    isMine && message.forwardedFrom === null && act(t("edit"), IconPencil, () => acts.onEdit(message), "frequent"),
    message.text !== "" && act(t("copyText"), IconCopy, () => void copy(message.text, t("textCopied")), "rare"),
    canPinMessage(message, acts.canPin) &&
      (message.pin === null
        ? act(tp("pin"), IconPin, () => pin(message.seq), "rare")
        : act(tp("unpin"), IconPinnedOff, () => unpin(message.seq), "rare")),
    canSaveMessage(message) &&
      (isSaved
        ? act(tSaved("unsave"), IconBookmarkOff, () => unsave(message), "rare")
        : act(tSaved("save"), IconBookmark, () => save(message), "rare")),
    act(t("markUnread"), IconMailOpened, () => void timeline.markUnread(message.seq).catch(tellError), "rare"),
    (isMine || acts.canDeleteOthers) && act(t("delete"), IconTrash, () => acts.onDelete(message), "destructive"),
  ].filter((item) => item !== false);
}
