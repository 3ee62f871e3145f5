import { maxPinCount } from "@veche/collab-domain/messages";
import type { Timeline } from "@veche/collab-sdk/browser";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellDone, tellError, tellProblem } from "@veche/web/parts";
import { pinTexts } from "./pin-texts.ts";

interface PinActs {
  readonly pin: (seq: number) => void;
  readonly unpin: (seq: number) => void;
}

/** Pins and unpins messages of a conversation, and says so with a way back. */
export function usePinActs(timeline: Timeline): PinActs {
  const t = useText(pinTexts);
  const fail = (error: unknown): void => {
    const isLimit = error instanceof AppError && error.code === "too_large";
    return isLimit ? tellProblem(t("tooMany", { count: maxPinCount })) : tellError(error);
  };
  const pin = (seq: number): Promise<void> => timeline.pin(seq);
  const unpin = (seq: number): Promise<void> => timeline.unpin(seq);
  const goBack = (back: Promise<void>): void => void back.catch(fail);
  return {
    pin: (seq) => void pin(seq).then(() => tellDone(t("pinnedDone"), () => goBack(unpin(seq))), fail),
    unpin: (seq) => void unpin(seq).then(() => tellDone(t("unpinnedDone"), () => goBack(pin(seq))), fail),
  };
}
