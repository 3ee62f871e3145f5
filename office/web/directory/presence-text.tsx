import type { Presence } from "@veche/collab-domain/presence";
import { useFormat, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import classes from "./people.module.css";
import { directoryTexts } from "./texts.ts";

/** Where a person is now; nothing while it is not known. */
export function PresenceText({ presence }: { readonly presence: Presence | undefined }): ReactNode {
  const t = useText(directoryTexts);
  const format = useFormat();
  if (!presence) return null;
  const { state, lastSeenAt } = presence;
  const text = state === "offline" && lastSeenAt ? t("lastSeen", { when: format.relative(lastSeenAt) }) : t(state);
  return (
    <span className={classes.presence} data-state={state} title={lastSeenAt ? format.exact(lastSeenAt) : undefined}>
      {text}
    </span>
  );
}
