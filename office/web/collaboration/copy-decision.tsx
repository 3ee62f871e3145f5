import { UnstyledButton } from "@mantine/core";
import type { Connection } from "@veche/office-domain/collaboration";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { tellDone, tellError } from "../parts/index.ts";
import { useConnecting } from "./connecting.ts";
import classes from "./services.module.css";
import { collaborationTexts } from "./texts.ts";

const decisions = ["moved", "copy"] as const;

/** A person says what a parked copy is: the original in a new place, or a copy. */
export function CopyDecision({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  const { resolve } = useConnecting();
  return (
    <div className={classes.choices}>
      {decisions.map((decision) => (
        <UnstyledButton
          key={decision}
          className={classes.choice}
          disabled={!connection.can.connect || resolve.isPending}
          onClick={() => resolve.mutate({ decision }, { onSuccess: () => tellDone(t("decided")), onError: tellError })}
        >
          <strong>{t(decision)}</strong>
          <div>{t(`${decision}Text`)}</div>
        </UnstyledButton>
      ))}
    </div>
  );
}
