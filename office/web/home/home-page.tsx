import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconPlus } from "@tabler/icons-react";
import { computeGivenName } from "@veche/office-domain/directory";
import { useFormat, useText } from "@veche/web/i18n";
import { useNow } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useIsConnected, useUnreadCount } from "../collaboration/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { useCan, useMe } from "../session/index.ts";
import { ConversationRows } from "./conversations-widget.tsx";
import { DocumentRows } from "./documents-widget.tsx";
import { chooseGreeting } from "./greeting.ts";
import classes from "./home.module.css";
import { PeopleRows } from "./people-widget.tsx";
import { homeTexts } from "./texts.ts";
import { Widget } from "./widget.tsx";

/** My desk: what I answer for, what happened lately, who waits for me, who is near. */
export function HomePage(): ReactNode {
  const t = useText(homeTexts);
  const format = useFormat();
  const { person } = useMe();
  const canCreate = useCan("documents.create");
  const isConnected = useIsConnected();
  const unreadCount = useUnreadCount();
  useWindowTitle(t("title"));
  const now = useNow();
  const hour = Number(format.clock(now).slice(0, 2));
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t(chooseGreeting(hour), { name: computeGivenName(person.fullName) })}</h1>
        <span className={classes.today}>{format.weekdayDate(now)}</span>
        {canCreate && (
          <Button component={Link} to="/documents/new" className={classes.create} leftSection={<IconPlus size={16} stroke={1.75} />}>
            {t("create")}
          </Button>
        )}
      </header>
      <div className={classes.grid}>
        <div className={classes.column}>
          <Widget title={t("responsible")} more={{ to: "/documents", label: t("all"), search: { responsible: person.id } }}>
            <DocumentRows input={{ responsibleId: person.id, sort: "updatedAt" }} emptyText={t("noResponsible")} />
          </Widget>
          <Widget title={t("recent")} more={{ to: "/documents", label: t("all") }}>
            <DocumentRows input={{ sort: "updatedAt" }} emptyText={t("noDocuments")} />
          </Widget>
        </div>
        <div className={classes.column}>
          {isConnected && (
            <Widget
              title={t("conversations")}
              badge={{ count: unreadCount, label: String(unreadCount) }}
              more={{ to: "/discussions", label: t("conversationsAll") }}
            >
              <ConversationRows />
            </Widget>
          )}
          <Widget
            title={t("people")}
            more={{ to: "/people", label: t("peopleAll"), search: person.departmentId ? { department: person.departmentId } : {} }}
          >
            <PeopleRows departmentId={person.departmentId} />
          </Widget>
        </div>
      </div>
    </div>
  );
}
