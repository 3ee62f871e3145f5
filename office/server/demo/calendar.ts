const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Moscow keeps UTC+3 all the year since 2014. */
const moscowOffsetMs = 3 * 60 * minuteMs;
/** The clock of the demo company's story: its newest messages come shortly before it. */
const storyClockMinute = 10 * 60 + 24;

const monthsGenitive = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");
const monthsNominative = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" ");

const quarters = ["I", "II", "III", "IV"] as const;

/**
 * The days of the story, counted in working days from today (0; −1 is the last working day before it).
 * Today is today even on a Sunday.
 */
export type Calendar = {
  /** The instant of a clock time. Today's morning is squeezed into the part of the day that has passed, so nothing lies in the future. */
  at: (workday: number, minuteOfDay: number) => Date;
  /** The instant, or the present one when it lies in the future. */
  notAfterNow: (instant: Date) => Date;
  /** `2026-11-24` */
  isoDate: (workday: number) => string;
  /** `24.11.2026` */
  shortDate: (workday: number) => string;
  /** `24 ноября` */
  longDate: (workday: number) => string;
  year: (workday: number) => number;
  /** `ноябрь`; `shift` in months. */
  monthName: (shift: number) => string;
  /** `III` — the last quarter that is over. */
  lastQuarter: string;
  /** `IV` */
  thisQuarter: string;
};

function stepWorkdays(startMs: number, count: number): number {
  const step = Math.sign(count) * dayMs;
  let dayStartMs = startMs;
  for (let left = Math.abs(count); left > 0;) {
    dayStartMs += step;
    const weekday = new Date(dayStartMs).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return dayStartMs;
}

/** @param now the present instant; everything before it is the past of the story */
export function calendarAt(now: Date): Calendar {
  const localMs = now.getTime() + moscowOffsetMs;
  const todayMs = Math.floor(localMs / dayMs) * dayMs;
  const nowMinute = (localMs - todayMs) / minuteMs;
  const squeeze = Math.min(1, nowMinute / storyClockMinute);
  const day = (workday: number): Date => new Date(stepWorkdays(todayMs, workday));
  const today = new Date(todayMs);
  const quarter = Math.floor(today.getUTCMonth() / 3);
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    at: (workday, minuteOfDay) => {
      const minutes = workday === 0 ? minuteOfDay * squeeze : minuteOfDay;
      return new Date(Math.round(day(workday).getTime() + minutes * minuteMs - moscowOffsetMs));
    },
    notAfterNow: (instant) => (instant > now ? now : instant),
    isoDate: (workday) => day(workday).toISOString().slice(0, 10),
    shortDate: (workday) => `${two(day(workday).getUTCDate())}.${two(day(workday).getUTCMonth() + 1)}.${day(workday).getUTCFullYear()}`,
    longDate: (workday) => `${day(workday).getUTCDate()} ${monthsGenitive[day(workday).getUTCMonth()]}`,
    year: (workday) => day(workday).getUTCFullYear(),
    monthName: (shift) => monthsNominative[(today.getUTCMonth() + shift + 12) % 12]!,
    lastQuarter: quarters[(quarter + 3) % 4]!,
    thisQuarter: quarters[quarter]!,
  };
}

/** @param clock `09:43` */
export function minuteOfClock(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours! * 60 + minutes!;
}
