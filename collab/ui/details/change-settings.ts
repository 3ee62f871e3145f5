import { changeSettings, getConversation } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationSettings } from "@veche/collab-domain/conversations";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { useCollab } from "../context/index.ts";
import { settingsTexts } from "./texts.ts";

type Change = Partial<ConversationSettings>;

/**
 * Changes settings of a group; undoable for a while. Whoever changes another setting meanwhile is no hindrance; of two who change the same
 * one the second is told, and sees what it is now.
 * @returns whether it was done
 */
export function useChangeSettings(head: ConversationHead): (change: Change, said: string) => Promise<boolean> {
  const t = useText(settingsTexts);
  const collab = useCollab();
  const conversationId = head.id;
  const put = async (settings: Change, settingsVersion: number): Promise<void> =>
    collab.list.put(await collab.call(changeSettings, { conversationId, settings, settingsVersion }));
  const save = async (change: Change, seen: Change, settingsVersion: number): Promise<boolean> => {
    try {
      await put(change, settingsVersion);
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      const current = await collab.call(getConversation, { conversationId });
      collab.list.put(current);
      if (holds(current.settings, seen)) return save(change, seen, current.settingsVersion);
      tellProblem(t("changedMeanwhile"));
      return false;
    }
  };
  return async (change, said) => {
    try {
      const before = pickNamed(head.settings, change);
      const isDone = await save(change, before, head.settingsVersion);
      if (isDone) tellDone(said, () => void save(before, change, head.settingsVersion + 1).catch(tellError));
      return isDone;
    } catch (error) {
      tellError(error);
      return false;
    }
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof AppError && error.code === "conflict";
}

/** What settings are where a change names them. */
function pickNamed(settings: ConversationSettings, change: Change): Change {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in change));
}

function holds(settings: ConversationSettings, seen: Change): boolean {
  return Object.entries(pickNamed(settings, seen)).every(([name, value]) => value === seen[name as keyof Change]);
}
