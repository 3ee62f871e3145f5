import { Checkbox, Chip, Select } from "@mantine/core";
import type { Schedule } from "@veche/collab-domain/notifications";
import { useFormat, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import classes from "./settings.module.css";
import { notificationTexts } from "./texts.ts";

const usual: Schedule = { days: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 18 * 60 };
const halfHours = Array.from({ length: 49 }, (_, index) => index * 30);
const toClock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** @param weekday 1 is Monday @returns one such day, for its name */
const dayCalled = (weekday: number): string => `2024-01-0${weekday}`;

interface ScheduleFieldsProps {
  readonly value: Schedule | null;
  readonly onChange: (schedule: Schedule | null) => void;
}

/** When one may be disturbed: days and hours. */
export function ScheduleFields({ value, onChange }: ScheduleFieldsProps): ReactNode {
  const t = useText(notificationTexts);
  const format = useFormat();
  const pick = (label: string, minute: number, isAllowed: (minute: number) => boolean, set: (minute: number) => void): ReactNode => (
    <Select
      label={label}
      allowDeselect={false}
      value={String(minute)}
      data={halfHours.filter(isAllowed).map((at) => ({ value: String(at), label: toClock(at) }))}
      onChange={(chosen) => set(Number(chosen))}
    />
  );
  return (
    <>
      <Checkbox
        label={t("hasSchedule")}
        description={t("scheduleText")}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? usual : null)}
      />
      {value && (
        <>
          <div className={classes.days} role="group" aria-label={t("days")}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => {
              const has = value.days.includes(day);
              const days = has ? value.days.filter((other) => other !== day) : [...value.days, day].toSorted((a, b) => a - b);
              return (
                <Chip key={day} size="xs" checked={has} disabled={has && days.length === 0} onChange={() => onChange({ ...value, days })}>
                  {format.weekday(dayCalled(day))}
                </Chip>
              );
            })}
          </div>
          <div className={classes.fields}>
            {pick(
              t("from"),
              value.fromMinute,
              (at) => at < value.toMinute,
              (fromMinute) => onChange({ ...value, fromMinute }),
            )}
            {pick(
              t("until"),
              value.toMinute,
              (at) => at > value.fromMinute,
              (toMinute) => onChange({ ...value, toMinute }),
            )}
          </div>
        </>
      )}
    </>
  );
}
