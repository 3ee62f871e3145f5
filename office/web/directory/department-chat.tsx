import { listConversations } from "@veche/collab-domain/conversations";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconUsers } from "@tabler/icons-react";
import type { Department } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useCollab } from "../collaboration/index.ts";
import { Picture } from "../parts/index.ts";
import classes from "./people.module.css";
import { directoryTexts } from "./texts.ts";

/** The group conversation that bears the department's name, if I take part in it. */
export function DepartmentChat({ department }: { readonly department: Department }): ReactNode {
  const t = useText(directoryTexts);
  const collab = useCollab();
  const { data } = useQuery({
    queryKey: ["directory.departmentChat", department.name],
    queryFn: () => collab!.call(listConversations, { query: department.name, limit: 10 }),
    enabled: collab !== null,
  });
  const chat = data?.items.find(({ kind, title }) => kind === "group" && title === department.name);
  if (!chat) return null;
  return (
    <section className={classes.extra}>
      <h2 className={classes.extraTitle}>{t("departmentChat")}</h2>
      <Link to="/discussions/$conversationId" params={{ conversationId: chat.id }} className={classes.tile}>
        <Picture tone="accent">
          <IconUsers size={20} stroke={1.75} />
        </Picture>
        <span className={classes.personText}>
          <span className={classes.name}>{chat.title}</span>
          <span className={classes.position}>{t("members", { count: chat.memberCount })}</span>
        </span>
      </Link>
    </section>
  );
}
