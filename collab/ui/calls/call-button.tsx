import { Button } from "@mantine/core";
import { canStartCall } from "@veche/collab-domain/calls";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { IconPhone, IconVideo } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import classes from "./button.module.css";
import { callTexts } from "./texts.ts";
import { useCallIn, useDesk, useOwnPart, useSession } from "./use-calls.ts";

/** Calls the people of a conversation; while a call goes on there, the way into it. */
export function CallButton({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(callTexts);
  const desk = useDesk();
  const session = useSession();
  const call = useCallIn(head.id);
  const own = useOwnPart(call);
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<void>): void => {
    setBusy(true);
    work()
      .catch(tellError)
      .finally(() => setBusy(false));
  };
  if (call) {
    const isHere = session?.state.getSnapshot().callId === call.id;
    const label = isHere ? t("inCall") : t(own?.state === "joined" ? "inCallElsewhere" : "enter");
    return (
      <Button
        className={classes.going}
        size="xs"
        loading={isBusy}
        leftSection={<IconPhone size={16} stroke={1.75} />}
        onClick={() => (isHere ? desk.show("stage") : run(() => desk.join(call, false)))}
      >
        {label}
      </Button>
    );
  }
  if (!canStartCall(head.kind, head.my.can.post) || (head.kind === "personal" && head.my.peerId === null)) return null;
  return (
    <>
      <IconAction label={t("call")} loading={isBusy} onClick={() => run(() => desk.start(head.id, false))}>
        <IconPhone size={20} stroke={1.75} />
      </IconAction>
      <IconAction className={classes.video} label={t("videoCall")} disabled={isBusy} onClick={() => run(() => desk.start(head.id, true))}>
        <IconVideo size={20} stroke={1.75} />
      </IconAction>
    </>
  );
}
