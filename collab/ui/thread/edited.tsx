import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listMessageVersions } from "@veche/collab-domain/messages";
import type { Message } from "@veche/collab-domain/messages";
import { useText } from "@veche/web/i18n";
import { RowsSkeleton, Time } from "@veche/web/parts";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./message.module.css";
import { MessageText } from "./text.tsx";

/** Says that a message was changed; a click shows the earlier texts. */
export function EditedMark({ message }: { readonly message: Message }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const titleId = useId();
  const [isOpened, setOpened] = useState(false);
  const { conversationId, seq, changeSeq } = message;
  const { data } = useQuery({
    queryKey: ["collab.versions", conversationId, seq, changeSeq],
    queryFn: () => collab.call(listMessageVersions, { conversationId, seq }),
    enabled: isOpened,
  });
  return (
    <Popover opened={isOpened} onChange={setOpened} position="bottom-start" withinPortal>
      <Popover.Target>
        <button type="button" className={classes.edited} title={t("history")} onClick={() => setOpened(!isOpened)}>
          {t("edited")}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={titleId}>
        <strong id={titleId}>{t("history")}</strong>
        {!data && <RowsSkeleton count={2} />}
        {data?.items.map((version) => (
          <div key={version.writtenAt} className={classes.version}>
            <Time at={version.writtenAt} className={classes.time} />
            <MessageText text={version.text} />
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
