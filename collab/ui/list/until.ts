import { useFormat, useText } from "@veche/web/i18n";
import { texts } from "../texts/index.ts";

/** @returns says until when something lasts: a time today, or tomorrow, or a day */
export function useUntil(): (instant: string) => string {
  const t = useText(texts);
  const format = useFormat();
  return (instant) => {
    const now = new Date();
    const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 12);
    if (format.dayKey(instant) === format.dayKey(now)) return format.clock(instant);
    return format.dayKey(instant) === format.dayKey(tomorrow) ? t("tomorrowAt", { time: format.clock(instant) }) : format.date(instant);
  };
}
