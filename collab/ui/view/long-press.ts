import { useRef } from "react";
import type { MouseEvent, PointerEvent } from "react";

const heldMs = 450;
const movedPx = 10;

interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onClickCapture: (event: MouseEvent) => void;
}

/** What a finger does instead of the right button: held in its place for a moment, it asks for a menu; the click that would follow does not come. */
export function useLongPress(onHeld: (at: { readonly clientX: number; readonly clientY: number }) => void): LongPress {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const wasHeld = useRef(false);
  const end = (): void => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  return {
    onPointerDown: ({ pointerType, clientX, clientY, currentTarget, target }) => {
      end();
      wasHeld.current = false;
      if (pointerType !== "touch" || !currentTarget.contains(target as Element)) return;
      const timer = setTimeout(() => {
        wasHeld.current = true;
        onHeld({ clientX, clientY });
      }, heldMs);
      press.current = { timer, x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > movedPx) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClickCapture: (event) => {
      if (!wasHeld.current) return;
      wasHeld.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
