const idleMs = 3 * 60_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/**
 * Whether somebody is likely to look: the page is visible and was used lately. Outside of a browser always.
 * @param onChange told when it becomes true or false @returns how to ask, and how to stop
 */
export function observeLooking(onChange: () => void): { readonly isLooking: () => boolean; readonly stop: () => void } {
  if (!("document" in globalThis)) return { isLooking: () => true, stop: () => undefined };
  const ending = new AbortController();
  let usedAtMs = Date.now();
  let wasLooking = true;
  const isLooking = (): boolean => document.visibilityState === "visible" && Date.now() - usedAtMs < idleMs;
  const tell = (): void => {
    if (isLooking() === wasLooking) return;
    wasLooking = !wasLooking;
    onChange();
  };
  const use = (): void => {
    usedAtMs = Date.now();
    tell();
  };
  for (const sign of signs) addEventListener(sign, use, { passive: true, capture: true, signal: ending.signal });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? use() : tell()), { signal: ending.signal });
  const timer = setInterval(tell, idleMs / 6);
  return {
    isLooking,
    stop: () => {
      clearInterval(timer);
      ending.abort();
    },
  };
}
