import { useQuery } from "@tanstack/react-query";
import { listForwardPlaces } from "@veche/collab-domain/messages";
import type { ForwardOrigin, Message, MessagePlace } from "@veche/collab-domain/messages";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab, useHost } from "../context/index.ts";
import { PersonName } from "../people/index.ts";
import classes from "./message.module.css";
import { threadTexts } from "./texts.ts";

/** Rights may have changed since: asked anew when it is shown again. */
const askedAnewMs = 30_000;

/** Where a message was written; null while unknown and for who may not look there. */
function usePlace({ messageId }: ForwardOrigin): MessagePlace | null {
  const collab = useCollab();
  const { data } = useQuery({
    queryKey: ["collab.forwardPlace", messageId],
    queryFn: async () => (await collab.call(listForwardPlaces, { messageIds: [messageId] })).items[0] ?? null,
    staleTime: askedAnewMs,
    retry: false,
  });
  return data ?? null;
}

interface ForwardedFromProps {
  readonly message: Message;
  readonly origin: ForwardOrigin;
  readonly onJump: (seq: number) => void;
}

/** Whose words a message shows, and a way to them for who may look there. */
export function ForwardedFrom({ message, origin, onJump }: ForwardedFromProps): ReactNode {
  const t = useText(threadTexts);
  const host = useHost();
  const place = usePlace(origin);
  const open = ({ conversationId, seq }: MessagePlace): void => {
    if (conversationId === message.conversationId) onJump(seq);
    else host.openRecord(host.conversationPath(conversationId, seq));
  };
  return (
    <div className={classes.forwarded}>
      <IconArrowForwardUp size={14} stroke={1.75} aria-hidden />
      <span>
        {t("forwarded")}{" "}
        <b>
          <PersonName userId={origin.authorId} />
        </b>
        , <Time at={origin.createdAt} form="short" />
      </span>
      {place && (
        <button type="button" className={classes.origin} title={t("toOrigin")} onClick={() => open(place)}>
          {place.conversationTitle || t("personal")}
        </button>
      )}
    </div>
  );
}
