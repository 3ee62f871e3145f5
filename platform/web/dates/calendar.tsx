import "@mantine/dates/styles.layer.css";
import "dayjs/locale/en-gb";
import "dayjs/locale/ru";
import { DatePicker } from "@mantine/dates";
import type { ReactNode } from "react";
import { useFormat, useLanguage, useText } from "../i18n/index.ts";
import { useNow } from "../parts/index.ts";
import classes from "./dates.module.css";
import type { DateBounds } from "./fault.ts";
import { dateTexts } from "./texts.ts";

interface CalendarProps extends DateBounds {
  /** the chosen day as `YYYY-MM-DD` */
  readonly value: string | null;
  readonly onChoose: (day: string) => void;
}

/** A month to choose a day from: arrows move by days and weeks, the focus comes to the chosen day or to today. */
export function Calendar({ value, min, max, onChoose }: CalendarProps): ReactNode {
  const t = useText(dateTexts);
  const language = useLanguage();
  const today = useFormat().dayKey(useNow());
  const begin = value ?? (min !== undefined && today < min ? min : max !== undefined && today > max ? max : today);
  return (
    <DatePicker
      size="sm"
      locale={language === "en" ? "en-gb" : "ru"}
      value={value}
      defaultDate={begin}
      {...(min === undefined ? {} : { minDate: min })}
      {...(max === undefined ? {} : { maxDate: max })}
      highlightToday
      hideOutsideDates
      classNames={{ day: classes.day!, weekday: classes.weekday! }}
      getDayProps={(day) => (day === begin ? { "data-autofocus": true } : {})}
      onChange={(day) => day !== null && onChoose(day)}
      ariaLabels={{
        nextMonth: t("nextMonth"),
        previousMonth: t("previousMonth"),
        nextYear: t("nextYear"),
        previousYear: t("previousYear"),
        nextDecade: t("nextDecade"),
        previousDecade: t("previousDecade"),
      }}
    />
  );
}
