import { changeSettings, getConversation } from "@veche/collab-domain/conversations";
import type { ConversationHead, ConversationSettings } from "@veche/collab-domain/conversations";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { useCollab } from "../context/index.ts";
import { settingsTexts } from "./texts.ts";

type Change = Partial<ConversationSettings>;

/**
 * Changes settings of a group; undoable for a while. When somebody changed them meanwhile nothing is changed, and the new ones are shown.
 * @returns whether it was done
 */
export function useChangeSettings(head: ConversationHead): (change: Change, said: string) => Promise<boolean> {
  const t = useText(settingsTexts);
  const collab = useCollab();
  const conversationId = head.id;
  const save = async (settings: Change, settingsVersion: number): Promise<ConversationHead> => {
    const changed = await collab.call(changeSettings, { conversationId, settings, settingsVersion });
    collab.list.put(changed);
    return changed;
  };
  const tellFailure = (error: unknown): void => {
    if (!(error instanceof AppError) || error.code !== "conflict") return tellError(error);
    tellProblem(t("changedMeanwhile"));
    void collab.call(getConversation, { conversationId }).then((renewed) => collab.list.put(renewed), tellError);
  };
  return async (change, said) => {
    try {
      const { settingsVersion } = await save(change, head.settingsVersion);
      tellDone(said, () => void save(pickSame(head.settings, change), settingsVersion).catch(tellFailure));
      return true;
    } catch (error) {
      tellFailure(error);
      return false;
    }
  };
}

/** What stood before where a change names something else. */
function pickSame(settings: ConversationSettings, change: Change): Change {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in change));
}
