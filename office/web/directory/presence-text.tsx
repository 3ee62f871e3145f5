import type { PersonId } from "@veche/office-domain/directory";
import { useFormat, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { usePresence } from "../collaboration/index.ts";
import classes from "./people.module.css";
import { directoryTexts } from "./texts.ts";

/** Where a person is now; nothing while it is not known. */
export function PresenceText({ personId }: { readonly personId: PersonId }): ReactNode {
  const t = useText(directoryTexts);
  const format = useFormat();
  const presence = usePresence(personId);
  if (!presence) return null;
  const { state, lastSeenAt } = presence;
  const text = state === "offline" && lastSeenAt ? t("lastSeen", { when: format.relative(lastSeenAt) }) : t(state);
  return (
    <span className={classes.presence} data-state={state} title={lastSeenAt ? format.exact(lastSeenAt) : undefined}>
      {text}
    </span>
  );
}
