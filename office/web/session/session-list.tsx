import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { endSession, listSessions } from "@veche/office-domain/session";
import { useFormat, useText } from "@veche/web/i18n";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import type { ReactNode } from "react";
import { Chip, ErrorState, Picture, PlainList, RowsSkeleton, tellDone, tellError } from "../parts/index.ts";
import classes from "./settings.module.css";
import { sessionTexts } from "./texts.ts";
import { describeUserAgent } from "./user-agent.ts";

/** Where I am signed in, and a way to end each other session. */
export function SessionList(): ReactNode {
  const t = useText(sessionTexts);
  const format = useFormat();
  const client = useQueryClient();
  const { data, error, refetch } = useRoute(listSessions, {});
  const end = useRouteMutation(endSession, {
    onSuccess: () => tellDone(t("sessionEnded")),
    onError: tellError,
    onSettled: () => client.invalidateQueries({ queryKey: routeKey(listSessions) }),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.groups}>
      <Text size="sm" c="var(--v-text-2)">
        {t("sessionsText")}
      </Text>
      {!data && <RowsSkeleton count={2} height={56} hasPicture />}
      <PlainList>
        {data?.items.map(({ id, userAgent, lastSeenAt, isCurrent }) => (
          <li key={id} className={classes.session}>
            <Picture>
              {/Mobile|Android|iPhone/.test(userAgent) ? (
                <IconDeviceMobile size={20} stroke={1.75} />
              ) : (
                <IconDeviceDesktop size={20} stroke={1.75} />
              )}
            </Picture>
            <div className={classes.sessionText}>
              <div>{describeUserAgent(userAgent) ?? t("unknownDevice")}</div>
              <div className={classes.hint} title={format.exact(lastSeenAt)}>
                {t("lastSeen", { when: format.relative(lastSeenAt) })}
              </div>
            </div>
            {isCurrent ? (
              <Chip tone="green" hasDot>
                {t("currentSession")}
              </Chip>
            ) : (
              <Button variant="default" size="xs" onClick={() => end.mutate({ id })}>
                {t("endSession")}
              </Button>
            )}
          </li>
        ))}
      </PlainList>
    </div>
  );
}
