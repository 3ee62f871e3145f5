import { useText } from "@veche/web/i18n";
import { sessionTexts } from "./texts.ts";

const browsers: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser\//, "Яндекс Браузер"],
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** @returns «Chrome, Windows»; null when nothing is recognised */
export function describeUserAgent(userAgent: string): string | null {
  const find = (names: typeof browsers) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [find(browsers), find(systems)].filter(Boolean).join(", ") || null;
}

/** How this browser is called in lists of devices. */
export function useDeviceName(): string {
  const t = useText(sessionTexts);
  return describeUserAgent(navigator.userAgent) ?? t("unknownDevice");
}
