import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconFileText } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { Chip, Picture } from "@veche/web/parts";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useHost } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { listRecordPaths, parseMessage } from "../view/index.ts";
import classes from "./record-cards.module.css";

/** Cards of the records a text links to: those I may see; of the others the link stays a link. */
export function RecordCards({ text }: { readonly text: string }): ReactNode {
  const t = useText(texts);
  const host = useHost();
  const paths = useMemo(() => (/\/|https?:/.test(text) ? listRecordPaths(parseMessage(text), location.origin) : []), [text]);
  const { data } = useQuery({
    queryKey: ["collab.cards", paths],
    queryFn: () => host.resolveRecords(paths),
    enabled: paths.length > 0,
    staleTime: 60_000,
    retry: false,
  });
  return data?.map((card) => (
    <div key={card.url} className={classes.card}>
      <Picture tone="accent">
        <IconFileText size={20} stroke={1.75} />
      </Picture>
      <div className={classes.body}>
        <div className={classes.title}>{card.title}</div>
        <div className={classes.subtitle}>{card.subtitle}</div>
        {(card.state !== null || card.facts.length > 0) && (
          <div className={classes.facts}>
            {card.state && (
              <Chip tone={card.state.tone} hasDot>
                {card.state.label}
              </Chip>
            )}
            {card.facts.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </div>
        )}
      </div>
      <Button size="xs" variant="default" onClick={() => host.openRecord(card.url)}>
        {t("openRecord")}
      </Button>
    </div>
  ));
}
