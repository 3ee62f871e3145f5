import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import type { Draft, Timeline } from "@veche/collab-sdk/browser";
import { useText } from "@veche/web/i18n";
import { ConfirmDialog, tellError } from "@veche/web/parts";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Composer } from "../composer/index.ts";
import type { Purpose } from "../composer/index.ts";
import { useCollab, useReadable } from "../context/index.ts";
import { ForwardDialog } from "../forward/index.ts";
import { texts } from "../texts/index.ts";
import { Below, ChoosingBar, Thread, useChoosing } from "../thread/index.ts";
import { OfflineBar } from "./offline.tsx";

interface ConversationProps {
  readonly head: ConversationHead;
  /** opens at this message */
  readonly atSeq: number | null;
  /** one came here to write */
  readonly isForWriting: boolean;
}

/** The thread of one conversation and where one writes. Give it the conversation's id as its key. */
export function Conversation({ head, atSeq, isForWriting }: ConversationProps): ReactNode {
  const collab = useCollab();
  const timeline = useMemo(() => collab.timeline(head.id), [collab, head.id]);
  useEffect(() => timeline.open(), [timeline]);
  return <OpenConversation head={head} timeline={timeline} atSeq={atSeq} isForWriting={isForWriting} />;
}

function OpenConversation({ head, timeline, atSeq, isForWriting }: ConversationProps & { readonly timeline: Timeline }): ReactNode {
  const t = useText(texts);
  const { drafts } = useCollab();
  const state = useReadable(timeline.state);
  const [purpose, setPurpose] = useState<Purpose>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [returnCount, setReturnCount] = useState(0);
  const [forwarded, setForwarded] = useState<readonly Message[] | null>(null);
  const choosing = useChoosing();
  const { toggle: onChoose, stop: stopChoosing } = choosing;
  const { post, pin, removeMembers } = head.my.can;
  const acts = useMemo(
    () => ({
      canPost: post,
      canPin: pin,
      canDeleteOthers: head.kind === "group" && removeMembers,
      onReply: (message: Message) => setPurpose({ type: "reply", message }),
      onEdit: (message: Message) => setPurpose({ type: "edit", message }),
      onDelete: setDeleting,
      onForward: (message: Message) => setForwarded([message]),
      onChoose,
    }),
    [post, pin, removeMembers, head.kind, onChoose],
  );
  const giveBack = (draft: Draft): void => {
    drafts.type(head.id, [drafts.text(head.id).getSnapshot(), draft.text].filter(Boolean).join("\n"));
    setReturnCount(returnCount + 1);
  };
  return (
    <>
      <OfflineBar />
      <Thread head={head} timeline={timeline} atSeq={atSeq} acts={acts} chosen={choosing.chosen} onDiscarded={giveBack} />
      <Below state={state} isPersonal={head.kind === "personal"} />
      <ChoosingBar choosing={choosing} onForward={setForwarded} />
      <Composer key={returnCount} head={head} timeline={timeline} purpose={purpose} onPurpose={setPurpose} isForWriting={isForWriting} />
      {forwarded && (
        <ForwardDialog
          messages={forwarded}
          onClose={() => setForwarded(null)}
          onDone={() => {
            setForwarded(null);
            stopChoosing();
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title={t("deleteTitle")}
          text={t("deleteText")}
          confirmLabel={t("delete")}
          onConfirm={() => void timeline.delete(deleting.seq).catch(tellError)}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}
