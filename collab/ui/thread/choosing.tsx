import { Button } from "@mantine/core";
import { canForwardMessage, maxForwardCount } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import { IconArrowForwardUp, IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { threadTexts } from "./texts.ts";
import classes from "./thread.module.css";

/** Several messages being chosen. */
export interface Choosing {
  /** by place; null while nothing is being chosen */
  readonly chosen: ReadonlyMap<number, Message> | null;
  readonly toggle: (message: Message) => void;
  readonly stop: () => void;
}

/** Lets one choose several messages; the first one begins it. */
export function useChoosing(): Choosing {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Message> | null>(null);
  const toggle = useCallback((message: Message) => setChosen((now) => toggleIn(now ?? new Map(), message)), []);
  const stop = useCallback(() => setChosen(null), []);
  return { chosen, toggle, stop };
}

function toggleIn(chosen: ReadonlyMap<number, Message>, message: Message): ReadonlyMap<number, Message> {
  const next = new Map(chosen);
  if (!next.delete(message.seq) && canForwardMessage(message) && next.size < maxForwardCount) next.set(message.seq, message);
  return next;
}

interface ChoosingBarProps {
  readonly choosing: Choosing;
  /** in order of their places */
  readonly onForward: (messages: readonly Message[]) => void;
}

/** What is done with the chosen messages. */
export function ChoosingBar({ choosing, onForward }: ChoosingBarProps): ReactNode {
  const t = useText(threadTexts);
  const { chosen, stop } = choosing;
  if (!chosen) return null;
  const forward = (): void => onForward([...chosen.values()].toSorted((a, b) => a.seq - b.seq));
  return (
    <div className={classes.choosing} role="toolbar" tabIndex={-1} onKeyDown={(event) => event.key === "Escape" && stop()}>
      <span role="status">{t("chosen", { count: chosen.size })}</span>
      <Button
        leftSection={<IconArrowForwardUp size={16} stroke={1.75} />}
        disabled={chosen.size === 0}
        onClick={forward}
        autoFocus={chosen.size === 1}
      >
        {t("forward")}
      </Button>
      <IconAction label={t("stopChoosing")} onClick={stop}>
        <IconX size={18} stroke={1.75} />
      </IconAction>
    </div>
  );
}
