import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import { IconChevronLeft, IconLayoutSidebarRight, IconMessages, IconSearch } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { EmptyState, ErrorState, IconAction, RowsSkeleton } from "@veche/web/parts";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { CallButton } from "../calls/index.ts";
import { useCollab, useOnlineCount, usePresence, useReadable, useTitle, useUser } from "../context/index.ts";
import { Details } from "../details/index.ts";
import { ConversationList } from "../list/index.ts";
import { ConversationPicture } from "../people/index.ts";
import { ConversationSearch, useFindKey } from "../search/index.ts";
import { texts } from "../texts/index.ts";
import { Conversation } from "./conversation.tsx";
import classes from "./discussions.module.css";
import { useHead } from "./head.ts";
import paneClasses from "./pane.module.css";

interface DiscussionsProps {
  readonly conversationId: ConversationId | null;
  /** opens at this message */
  readonly atSeq?: number | null;
  /** null goes back to the list */
  readonly onSelect: (conversationId: ConversationId | null) => void;
}

const presenceNames = { online: "online", away: "away", doNotDisturb: "doNotDisturb", offline: "offlinePresence" } as const;

/** Only where each member is known by his mark: of a whole company nobody counts who is there. */
const countedMembers = 200;

function Together({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const { readMarks } = useReadable(useMemo(() => collab.timeline(head.id), [collab, head.id]).state);
  const userIds = useMemo(() => (head.memberCount <= countedMembers ? [...readMarks.keys()] : []), [readMarks, head.memberCount]);
  const count = useOnlineCount(userIds);
  const members = [t("members", { count: head.memberCount }), count > 0 && t("onlineCount", { count })].filter(Boolean).join(", ");
  return [members, head.context?.subtitle].filter(Boolean).join(" · ");
}

function Subtitle({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const peer = useUser(head.my.peerId);
  const presence = usePresence(head.my.peerId);
  if (head.kind !== "personal") return <Together head={head} />;
  return [peer?.position, presence && t(presenceNames[presence])].filter(Boolean).join(" · ");
}

/** All my conversations: the list, the thread, the details. On a phone each is a page of its own. */
export function Discussions({ conversationId, atSeq = null, onSelect }: DiscussionsProps): ReactNode {
  const t = useText(texts);
  const [keepsDetails, setKeepsDetails] = useLocalStorage({ key: "veche-details", defaultValue: false });
  // Where there is no room for three panes, the details take the place of the thread: only when asked for, in this conversation.
  const isNarrow = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  const [coveredId, setCoveredId] = useState<ConversationId | null>(null);
  const hasDetails = isNarrow ? coveredId !== null && coveredId === conversationId : keepsDetails;
  const setDetails = (isShown: boolean): void => (isNarrow ? setCoveredId(isShown ? conversationId : null) : setKeepsDetails(isShown));
  return (
    <div
      className={classes.panes}
      data-open={conversationId !== null || undefined}
      data-details={(conversationId !== null && hasDetails) || undefined}
    >
      <div className={classes.list}>
        <ConversationList selectedId={conversationId} onSelect={onSelect} />
      </div>
      {conversationId === null ? (
        <div className={classes.thread}>
          <EmptyState icon={<IconMessages size={20} stroke={1.75} />} title={t("choose")} text={t("chooseText")} />
        </div>
      ) : (
        <Opened
          key={conversationId}
          conversationId={conversationId}
          atSeq={atSeq}
          hasDetails={hasDetails}
          onDetails={setDetails}
          onBack={() => onSelect(null)}
        />
      )}
    </div>
  );
}

interface OpenedProps {
  readonly conversationId: ConversationId;
  readonly atSeq: number | null;
  readonly hasDetails: boolean;
  readonly onDetails: (isShown: boolean) => void;
  readonly onBack: () => void;
}

function Opened({ conversationId, atSeq, hasDetails, onDetails, onBack }: OpenedProps): ReactNode {
  const t = useText(texts);
  const { head, error, retry } = useHead(conversationId);
  const title = useTitle(head);
  // On a phone the conversation is the page itself: the list with its heading is not there.
  const Title = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false }) ? "h1" : "h2";
  const [isSearching, setSearching] = useState(false);
  const [foundSeq, setFoundSeq] = useState<number | null>(null);
  useFindKey(() => setSearching(true));
  const stopSearching = (): void => {
    setSearching(false);
    setFoundSeq(null);
  };
  return (
    <>
      <div className={classes.thread}>
        <section className={paneClasses.pane} aria-label={title}>
          <header className={paneClasses.head}>
            <IconAction className={classes.back} size="lg" label={t("back")} onClick={onBack}>
              <IconChevronLeft size={20} stroke={1.75} />
            </IconAction>
            {head && <ConversationPicture head={head} />}
            <div className={paneClasses.names}>
              <Title className={paneClasses.title}>{title}</Title>
              <div className={paneClasses.subtitle}>{head && <Subtitle head={head} />}</div>
            </div>
            {head && <CallButton head={head} />}
            <IconAction label={t("findHere")} isActive={isSearching} onClick={() => (isSearching ? stopSearching() : setSearching(true))}>
              <IconSearch size={20} stroke={1.75} />
            </IconAction>
            <IconAction label={hasDetails ? t("hideAbout") : t("showAbout")} isActive={hasDetails} onClick={() => onDetails(!hasDetails)}>
              <IconLayoutSidebarRight size={20} stroke={1.75} />
            </IconAction>
          </header>
          {error && <ErrorState error={error} onRetry={retry} />}
          {!error && !head && <RowsSkeleton count={8} height={56} hasPicture />}
          {head && isSearching && <ConversationSearch conversationId={head.id} onGo={setFoundSeq} onClose={stopSearching} />}
          {head && <Conversation head={head} atSeq={foundSeq ?? atSeq} isForWriting />}
        </section>
      </div>
      {hasDetails && head && (
        <div className={classes.details}>
          <Details head={head} onClose={() => onDetails(false)} onLeft={onBack} />
        </div>
      )}
    </>
  );
}
