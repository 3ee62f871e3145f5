import { Button, Group, Select } from "@mantine/core";
import { setMyState } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { listConversationFiles } from "@veche/collab-domain/messages";
import { useQuery } from "@tanstack/react-query";
import { IconDoorExit, IconX } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, PaneHeader, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useHost, useReadable } from "../context/index.ts";
import { LeaveDialog, levelNames, useUntil } from "../list/index.ts";
import { texts } from "../texts/index.ts";
import { FileTile } from "../thread/index.ts";
import classes from "./details.module.css";
import { Description } from "./description.tsx";
import { GroupTitle } from "./group-title.tsx";
import { Members } from "./members.tsx";
import { SectionTitle, useIsPage } from "./section-title.tsx";
import { Settings } from "./settings.tsx";

const aboutNames = { personal: "personalAbout", group: "groupAbout", context: "contextAbout", broadcast: "broadcastAbout" } as const;
const levels = ["all", "mentions", "none"] as const;

interface DetailsProps {
  readonly head: ConversationHead;
  readonly onClose: () => void;
  /** I have left the conversation */
  readonly onLeft: () => void;
}

/** What a conversation is: about, what notifies me, members, files. */
export function Details({ head, onClose, onLeft }: DetailsProps): ReactNode {
  const t = useText(texts);
  const host = useHost();
  const collab = useCollab();
  const { context } = head;
  const [isLeaving, setLeaving] = useState(false);
  const isPage = useIsPage();
  return (
    <aside className={classes.details} aria-label={t("about")}>
      <PaneHeader title={t("about")} isSmall isPage={isPage}>
        <IconAction size="sm" label={t("hideAbout")} onClick={onClose}>
          <IconX size={18} stroke={1.75} />
        </IconAction>
      </PaneHeader>
      <div className={classes.about}>
        {head.kind === "group" && <GroupTitle key={head.id} head={head} />}
        <p>{t(aboutNames[head.kind])}</p>
        {head.kind === "group" && <Description key={`description ${head.id}`} head={head} />}
        {context && (
          <Button mt="md" variant="default" onClick={() => host.openRecord(context.url)}>
            {t("openRecord")}
          </Button>
        )}
        <Select
          mt="md"
          label={t("notifications")}
          value={head.my.notificationLevel}
          data={levels.map((level) => ({ value: level, label: t(levelNames[level]) }))}
          allowDeselect={false}
          onChange={(level) =>
            level && void collab.call(setMyState, { conversationId: head.id, notificationLevel: level, mutedUntil: null }).catch(tellError)
          }
        />
        <MuteEnd head={head} />
      </div>
      <Members key={head.id} head={head} />
      {head.kind === "group" && <Settings head={head} />}
      <Files head={head} />
      {head.my.can.leave && (
        <section className={classes.section}>
          <Button variant="subtle" color="red" leftSection={<IconDoorExit size={16} stroke={1.75} />} onClick={() => setLeaving(true)}>
            {t("leave")}
          </Button>
        </section>
      )}
      {isLeaving && <LeaveDialog head={head} onClose={() => setLeaving(false)} onLeft={onLeft} />}
    </aside>
  );
}

/** Until when the conversation is silent, and the way out. */
function MuteEnd({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const toUntil = useUntil();
  const { asOf } = useReadable(collab.list.state);
  const { mutedUntil } = head.my;
  if (mutedUntil === null || Date.parse(mutedUntil) <= asOf.getTime()) return null;
  const unmute = (): void => void collab.call(setMyState, { conversationId: head.id, mutedUntil: null }).catch(tellError);
  return (
    <Group mt="sm" gap="sm" justify="space-between">
      <span>{t("mutedUntil", { until: toUntil(mutedUntil) })}</span>
      <Button size="xs" variant="subtle" onClick={unmute}>
        {t("unmute")}
      </Button>
    </Group>
  );
}

function Files({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const { data } = useQuery({
    queryKey: ["collab.files", head.id, head.lastSeq],
    queryFn: () => collab.call(listConversationFiles, { conversationId: head.id, limit: 20 }),
    placeholderData: (before) => before,
  });
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <SectionTitle>{t("filesTitle")}</SectionTitle>
      </div>
      {data?.items.length === 0 && <p className={classes.empty}>{t("filesEmpty")}</p>}
      <div className={classes.files}>
        {data?.items.map(({ attachment }) => (
          <FileTile key={attachment.fileId} attachment={attachment} />
        ))}
      </div>
    </section>
  );
}
