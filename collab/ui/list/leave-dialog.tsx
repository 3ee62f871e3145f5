import { removeMember } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { useText } from "@veche/web/i18n";
import { ConfirmDialog, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useMyId, useTitle } from "../context/index.ts";
import { texts } from "../texts/index.ts";

interface LeaveDialogProps {
  readonly head: ConversationHead;
  readonly onClose: () => void;
  /** I am no member any more */
  readonly onLeft?: () => void;
}

/** Asks whether I really leave: of a group I see nothing more, a record's discussion stays beside its record. */
export function LeaveDialog({ head, onClose, onLeft }: LeaveDialogProps): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const userId = useMyId();
  const title = useTitle(head);
  const leave = (): void => {
    if (userId === null) return;
    collab.call(removeMember, { conversationId: head.id, userId }).then(() => onLeft?.(), tellError);
  };
  return (
    <ConfirmDialog
      title={t("leave")}
      text={t(head.kind === "context" ? "leaveRecordText" : "leaveText", { title })}
      confirmLabel={t("leave")}
      onConfirm={leave}
      onClose={onClose}
    />
  );
}
