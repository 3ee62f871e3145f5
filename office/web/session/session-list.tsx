import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { endOtherSessions, endSession, listSessions } from "@veche/office-domain/session";
import type { SessionSummary } from "@veche/office-domain/session";
import { useFormat, useText } from "@veche/web/i18n";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Chip, ConfirmDialog, ErrorState, Picture, PlainList, RowsSkeleton, tellDone, tellError } from "../parts/index.ts";
import classes from "./settings.module.css";
import { sessionTexts } from "./texts.ts";
import { describeUserAgent } from "./user-agent.ts";

function SessionRow({ session, onEnd }: { readonly session: SessionSummary; readonly onEnd: () => void }): ReactNode {
  const t = useText(sessionTexts);
  const format = useFormat();
  const { userAgent, address, createdAt, lastSeenAt, isCurrent } = session;
  const device = describeUserAgent(userAgent) ?? t("unknownDevice");
  const Icon = /Mobile|Android|iPhone/.test(userAgent) ? IconDeviceMobile : IconDeviceDesktop;
  const facts = [t("lastSeen", { when: format.relative(lastSeenAt) }), t("signedIn", { date: format.dayMonth(createdAt) }), address];
  return (
    <li className={classes.session}>
      <Picture>
        <Icon size={20} stroke={1.75} />
      </Picture>
      <div className={classes.sessionText}>
        <div>{device}</div>
        <div className={classes.hint} title={format.exact(lastSeenAt)}>
          {facts.filter(Boolean).join(" · ")}
        </div>
      </div>
      {isCurrent ? (
        <Chip tone="green" hasDot>
          {t("currentSession")}
        </Chip>
      ) : (
        <Button variant="default" size="xs" aria-label={t("endSessionOf", { device })} onClick={onEnd}>
          {t("endSession")}
        </Button>
      )}
    </li>
  );
}

/** Where I am signed in, and a way to end each other session, or all of them. */
export function SessionList(): ReactNode {
  const t = useText(sessionTexts);
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { data, error, refetch } = useRoute(listSessions, {});
  const readAnew = () => client.invalidateQueries({ queryKey: routeKey(listSessions) });
  const end = useRouteMutation(endSession, { onSuccess: () => tellDone(t("sessionEnded")), onError: tellError, onSettled: readAnew });
  const endOthers = useRouteMutation(endOtherSessions, {
    onSuccess: ({ endedCount }) => tellDone(t("othersEnded", { count: endedCount })),
    onError: tellError,
    onSettled: readAnew,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const hasOthers = data?.items.some(({ isCurrent }) => !isCurrent) ?? false;
  return (
    <div className={classes.groups}>
      <Text size="sm" c="var(--v-text-2)">
        {t("sessionsText")}
      </Text>
      {!data && <RowsSkeleton count={2} height={56} hasPicture />}
      <PlainList>
        {data?.items.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => end.mutate({ id: session.id })} />
        ))}
      </PlainList>
      {hasOthers && (
        <Button variant="default" className={classes.start} loading={endOthers.isPending} onClick={() => setAsking(true)}>
          {t("endOthers")}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t("endOthersTitle")}
          text={t("endOthersText")}
          confirmLabel={t("endSession")}
          onConfirm={() => endOthers.mutate({})}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
