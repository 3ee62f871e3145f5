import { Popover, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, ReactNode } from "react";
import { isCalendarDay, useFormat, useText } from "../i18n/index.ts";
import { IconAction } from "../parts/index.ts";
import { Calendar } from "./calendar.tsx";
import type { DateBounds } from "./fault.ts";
import { useDateFault } from "./fault.ts";
import { dateTexts } from "./texts.ts";

interface DateFieldProps extends DateBounds {
  readonly label?: string;
  /** the name where no label is shown */
  readonly ariaLabel?: string;
  /** a day as `YYYY-MM-DD`, empty, or what was typed and is no date: `useDateFault` tells what is wrong */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** a fault that its form found; its own ones it shows when one leaves it */
  readonly error?: ReactNode;
  readonly isRequired?: boolean;
  readonly size?: "xs" | "sm";
  readonly className?: string | undefined;
  readonly autoFocus?: boolean;
  /** the focus went elsewhere than to its calendar */
  readonly onLeave?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** A date: typed as people of the language write it, or chosen from a calendar (by the button, or by the arrow down). */
export function DateField({ value, min, max, onChange, onLeave, ...props }: DateFieldProps): ReactNode {
  const t = useText(dateTexts);
  const format = useFormat();
  const faultOf = useDateFault();
  const root = useRef<HTMLDivElement>(null);
  const calendar = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpened, setOpened] = useState(false);
  const day = isCalendarDay(value) ? value : null;
  const shown = typed ?? (day === null ? value : format.numericDate(day));
  const fault = typed === null ? faultOf(value, { min, max }) : null;
  const type = (text: string): void => {
    setTyped(text);
    onChange(format.parseDate(text) ?? text.trim());
  };
  const handleBlur = ({ relatedTarget: to }: FocusEvent): void => {
    if (isOpened || root.current?.contains(to) || calendar.current?.contains(to)) return;
    setTyped(null);
    onLeave?.();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      setOpened(true);
    }
    if (event.key === "Enter") setTyped(null);
    props.onKeyDown?.(event);
  };
  const choose = (chosen: string): void => {
    setTyped(null);
    onChange(chosen);
    setOpened(false);
  };
  return (
    <div ref={root} className={props.className} onBlur={handleBlur}>
      <TextInput
        size={props.size ?? "sm"}
        label={props.label}
        aria-label={props.ariaLabel}
        withAsterisk={props.isRequired ?? false}
        placeholder={format.datePattern}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={props.autoFocus}
        value={shown}
        error={props.error ?? fault}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={handleKey}
        rightSection={
          <Popover opened={isOpened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
            <Popover.Target>
              <IconAction label={t("openCalendar")} size="xs" onClick={() => setOpened(!isOpened)}>
                <IconCalendar size={16} stroke={1.75} />
              </IconAction>
            </Popover.Target>
            <Popover.Dropdown ref={calendar} p="sm">
              <Calendar value={day} min={min} max={max} onChoose={choose} />
            </Popover.Dropdown>
          </Popover>
        }
      />
    </div>
  );
}
