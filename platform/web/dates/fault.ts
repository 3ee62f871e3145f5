import { isCalendarDay, useFormat, useText } from "../i18n/index.ts";
import { dateTexts } from "./texts.ts";

/** The days that may be chosen, both ends included, as `YYYY-MM-DD`. */
export interface DateBounds {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** @returns what is wrong with the value of a date field, as a sentence; null when it is empty or a day within the bounds */
export function useDateFault(): (value: string, bounds?: DateBounds) => string | null {
  const t = useText(dateTexts);
  const format = useFormat();
  return (value, { min, max } = {}) => {
    if (value === "") return null;
    if (!isCalendarDay(value)) return t("notADate", { example: format.numericDate(Date.now()) });
    if (min !== undefined && value < min) return t("tooEarly", { date: format.numericDate(min) });
    if (max !== undefined && value > max) return t("tooLate", { date: format.numericDate(max) });
    return null;
  };
}
