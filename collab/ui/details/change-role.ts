import { setMemberRole } from "@veche/collab-domain/conversations";
import type { ConversationHead, Member } from "@veche/collab-domain/conversations";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { useCollab, useMyId } from "../context/index.ts";
import { settingsTexts } from "./texts.ts";

type ChangeRole = (userId: Member["userId"], role: Member["role"], name: string) => Promise<void>;

/** Makes a member an owner or an owner a member; undoable, except for oneself. */
export function useChangeRole({ id: conversationId }: ConversationHead): ChangeRole {
  const t = useText(settingsTexts);
  const collab = useCollab();
  const myId = useMyId();
  const save = async (userId: Member["userId"], role: Member["role"]): Promise<boolean> => {
    try {
      collab.list.put(await collab.call(setMemberRole, { conversationId, userId, role }));
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === "conflict") tellProblem(t("lastOwner"));
      else tellError(error);
      return false;
    }
  };
  return async (userId, role, name) => {
    if (!(await save(userId, role))) return;
    const undo = (): void => void save(userId, role === "owner" ? "member" : "owner");
    tellDone(t(role === "owner" ? "ownerMade" : "memberMade", { name }), userId === myId ? undefined : undo);
  };
}
