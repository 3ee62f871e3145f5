import { Checkbox } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { setDesktop, useDesktopState } from "./desktop.ts";

const hints = { on: "desktopHint", off: "desktopHint", refused: "desktopRefused", absent: "desktopAbsent" } as const;

/** Turns notifications of the system on and off for this device; says why when the browser forbids them. */
export function DesktopSwitch(): ReactNode {
  const t = useText(texts);
  const state = useDesktopState();
  return (
    <Checkbox
      label={t("desktop")}
      description={t(hints[state])}
      checked={state === "on"}
      disabled={state === "refused" || state === "absent"}
      onChange={(event) => void setDesktop(event.currentTarget.checked)}
    />
  );
}
