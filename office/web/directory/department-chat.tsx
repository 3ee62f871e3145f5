import { listConversations } from "@veche/collab-domain/conversations";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconBuilding, IconUsers } from "@tabler/icons-react";
import { departmentKey, everybodyKey } from "@veche/office-domain/collaboration";
import type { DepartmentId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useCollab } from "../collaboration/index.ts";
import { Picture, RowText } from "../parts/index.ts";
import { Extra } from "./extra.tsx";
import classes from "./people.module.css";
import { directoryTexts } from "./texts.ts";

/** The chat that follows the staff list, for who takes part in it. @param departmentId null: the whole company */
export function DepartmentChat({ departmentId }: { readonly departmentId: DepartmentId | null }): ReactNode {
  const t = useText(directoryTexts);
  const collab = useCollab();
  const key = departmentId === null ? everybodyKey : departmentKey(departmentId);
  const { data } = useQuery({
    queryKey: ["directory.departmentChat", key],
    queryFn: () => collab!.call(listConversations, { key, limit: 1 }),
    enabled: collab !== null,
  });
  const chat = data?.items[0];
  if (!chat) return null;
  const ChatIcon = departmentId === null ? IconBuilding : IconUsers;
  return (
    <Extra title={t(departmentId === null ? "companyChat" : "departmentChat")}>
      <Link to="/discussions/$conversationId" params={{ conversationId: chat.id }} className={classes.tile}>
        <Picture tone="accent">
          <ChatIcon size={20} stroke={1.75} />
        </Picture>
        <RowText title={chat.title} note={t("membersAutomatic", { count: chat.memberCount })} />
      </Link>
    </Extra>
  );
}
