import { Menu } from "@mantine/core";
import { canHostCall, muteInCall, removeFromCall } from "@veche/collab-domain/calls";
import type { Call, CallParticipant } from "@veche/collab-domain/calls";
import { IconDots, IconMicrophoneOff, IconUserMinus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useMyId, useUser } from "../context/index.ts";
import { PersonPicture } from "../people/index.ts";
import classes from "./people-panel.module.css";
import { callTexts } from "./texts.ts";
import { useHeadOf } from "./use-calls.ts";

function Person({ call, one, canHost }: { readonly call: Call; readonly one: CallParticipant; readonly canHost: boolean }): ReactNode {
  const t = useText(callTexts);
  const collab = useCollab();
  const name = useUser(one.userId)?.fullName ?? "";
  const isTalking = one.state === "joined";
  const input = { callId: call.id, userId: one.userId };
  return (
    <li className={classes.person} data-away={!isTalking || undefined}>
      <PersonPicture userId={one.userId} size={28} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <small>{t(isTalking && one.lostAt !== null ? "state_lost" : `state_${one.state}`)}</small>
      </span>
      {canHost && isTalking && (
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <IconAction label={t("actionsFor", { name })}>
              <IconDots size={18} stroke={1.75} />
            </IconAction>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconMicrophoneOff size={16} stroke={1.75} />}
              onClick={() => void collab.call(muteInCall, input).catch(tellError)}
            >
              {t("muteOther")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconUserMinus size={16} stroke={1.75} />}
              onClick={() => void collab.call(removeFromCall, input).catch(tellError)}
            >
              {t("removeOther")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

/** Whether I may mute others, put them out and end the call for everybody. */
export function useCanHost(call: Call | undefined): boolean {
  const userId = useMyId();
  const isOwner = useHeadOf(call?.conversationId ?? null)?.my.isOwner ?? false;
  return call !== undefined && userId !== null && canHostCall(call, { userId, isOwner });
}

/** Who is in the call, who is called, and who did not come. */
export function PeoplePanel({ call }: { readonly call: Call }): ReactNode {
  const t = useText(callTexts);
  const myId = useMyId();
  const canHost = useCanHost(call);
  const isTalking = (one: CallParticipant): number => (one.state === "joined" ? 0 : 1);
  return (
    <section className={classes.panel} aria-label={t("peopleTitle")}>
      <h2 className={classes.title}>{t("peopleTitle")}</h2>
      <ul className={classes.list}>
        {call.participants
          .toSorted((a, b) => isTalking(a) - isTalking(b))
          .map((one) => (
            <Person key={one.userId} call={call} one={one} canHost={canHost && one.userId !== myId} />
          ))}
      </ul>
    </section>
  );
}
