import { maxSavedCount, saveMessage, unsaveMessage } from "@veche/collab-domain/messages";
import type { SavedPlace } from "@veche/collab-domain/messages";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { useCollab } from "../context/index.ts";
import { savedTexts } from "./texts.ts";

interface SaveActs {
  readonly save: (place: SavedPlace) => void;
  readonly unsave: (place: SavedPlace) => void;
}

/** Keeps messages for me and lets them go, and says so with a way back. */
export function useSaveActs(): SaveActs {
  const t = useText(savedTexts);
  const { call } = useCollab();
  const fail = (error: unknown): void => {
    const isLimit = error instanceof AppError && error.code === "too_large";
    return isLimit ? tellProblem(t("tooMany", { count: maxSavedCount })) : tellError(error);
  };
  const put = ({ conversationId, seq }: SavedPlace) => call(saveMessage, { conversationId, seq });
  const take = ({ conversationId, seq }: SavedPlace) => call(unsaveMessage, { conversationId, seq });
  const goBack = (back: Promise<unknown>): void => void back.catch(fail);
  return {
    save: (place) => void put(place).then(() => tellDone(t("savedDone"), () => goBack(take(place))), fail),
    unsave: (place) => void take(place).then(() => tellDone(t("unsavedDone"), () => goBack(put(place))), fail),
  };
}
