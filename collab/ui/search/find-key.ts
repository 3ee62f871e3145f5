import { useEffect, useEffectEvent } from "react";

/** Ctrl+F, on Apple ⌘F, searches here; once more, in the field, it is the browser's own again. */
export function useFindKey(onFind: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyF";
    const isInField = event.target instanceof HTMLElement && event.target.closest("[role=search]") !== null;
    if (!isFind || isInField) return;
    event.preventDefault();
    onFind();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => handle(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
