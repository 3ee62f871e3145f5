import { useLocalStorage } from "@mantine/hooks";
import { useText } from "@veche/web/i18n";
import { useRef } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import classes from "./document.module.css";
import { documentTexts } from "./texts.ts";

const usualWidth = 392;
const narrowest = 320;
const widest = 640;
const stepByKey = 24;

const clamp = (width: number): number => Math.max(narrowest, Math.min(widest, width));

/** A pane on the right whose edge can be drawn; its width is remembered. */
export function SidePane({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText(documentTexts);
  const [width, setWidth] = useLocalStorage({ key: "veche-discussion-width", defaultValue: usualWidth, getInitialValueInEffect: false });
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const handleMove = (event: PointerEvent): void => {
    if (start.current) setWidth(clamp(start.current.width + start.current.x - event.clientX));
  };
  const handleKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowLeft" ? stepByKey : event.key === "ArrowRight" ? -stepByKey : 0;
    if (step === 0) return;
    event.preventDefault();
    setWidth(clamp(width + step));
  };
  return (
    <aside className={classes.pane} style={{ inlineSize: width }} aria-label={t("discussion")}>
      <div
        className={classes.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={t("resize")}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        tabIndex={0}
        onPointerDown={(event) => {
          start.current = { x: event.clientX, width };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={handleMove}
        onPointerUp={() => {
          start.current = null;
        }}
        onKeyDown={handleKey}
      />
      {children}
    </aside>
  );
}
