import { useQuery, useQueryClient } from "@tanstack/react-query";
import { addMembers, listMemberGroups, removeMemberGroup } from "@veche/collab-domain/conversations";
import type { ConversationHead, MemberGroup } from "@veche/collab-domain/conversations";
import { IconBuilding, IconUserMinus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, RowText, tellDone, tellError } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./details.module.css";

/** Departments that take part as a whole: their people come and go with the staff list. */
export function MemberGroups({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const cache = useQueryClient();
  const conversationId = head.id;
  const { data } = useQuery({
    queryKey: ["collab.memberGroups", conversationId, head.memberCount],
    queryFn: () => collab.call(listMemberGroups, { conversationId }),
    placeholderData: (before) => before,
  });
  const renew = (): Promise<void> => cache.invalidateQueries({ queryKey: ["collab.memberGroups", conversationId] });
  const bringBack = async (groupId: MemberGroup["groupId"]): Promise<void> => {
    collab.list.put(await collab.call(addMembers, { conversationId, userIds: [], groupIds: [groupId] }));
    await renew();
  };
  const remove = async ({ groupId, name }: MemberGroup): Promise<void> => {
    await collab.call(removeMemberGroup, { conversationId, groupId });
    tellDone(t("groupRemoved", { name }), () => void bringBack(groupId).catch(tellError));
    await renew();
  };
  return data?.items.map((group) => (
    <div key={group.groupId} className={classes.member}>
      <IconBuilding size={28} stroke={1.5} style={{ flex: "none", color: "var(--v-text-3)" }} />
      <RowText title={group.name} note={t("followsStaff", { count: group.memberCount })} />
      {head.my.can.removeMembers && (
        <IconAction size="sm" label={t("removeMember", { name: group.name })} onClick={() => void remove(group).catch(tellError)}>
          <IconUserMinus size={16} stroke={1.75} />
        </IconAction>
      )}
    </div>
  ));
}
