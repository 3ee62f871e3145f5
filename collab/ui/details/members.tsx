import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { listMembers, removeMember } from "@veche/collab-domain/conversations";
import type { ConversationHead, Member } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { IconUserPlus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { ConfirmDialog, IconAction, tellError } from "@veche/web/parts";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useMyId } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { AddMembers } from "./add-members.tsx";
import { useChangeRole } from "./change-role.ts";
import classes from "./details.module.css";
import { MemberGroups } from "./member-groups.tsx";
import { MemberRow } from "./member-row.tsx";
import { SectionTitle } from "./section-title.tsx";
import { settingsTexts } from "./texts.ts";

/** Who takes part; adding and removing where I may. */
export function Members({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const conversationId = head.id;
  const tSettings = useText(settingsTexts);
  const myId = useMyId();
  const changeRole = useChangeRole(head);
  const [isAdding, setAdding] = useState(false);
  const [isSteppingDown, setSteppingDown] = useState(false);
  const [removing, setRemoving] = useState<{ userId: UserId; name: string } | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["collab.members", conversationId, head.memberCount],
    queryFn: ({ pageParam }) => collab.call(listMembers, { conversationId, limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const { refetch } = list;
  useEffect(
    () =>
      collab.onEvent((event) => {
        if (event.type === "conversation.changed" && event.conversation.id === conversationId) void refetch();
      }),
    [collab, conversationId, refetch],
  );
  const { can } = head.my;
  const members = list.data?.pages.flatMap((page) => page.items) ?? [];
  const setRole = (userId: UserId, role: Member["role"], name: string): void =>
    void changeRole(userId, role, name).then(() => refetch(), tellError);
  const decideRole = (userId: UserId, role: Member["role"], name: string): void =>
    userId === myId ? setSteppingDown(true) : setRole(userId, role, name);
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <SectionTitle>{t("membersTitle")}</SectionTitle>
        <span>{head.memberCount}</span>
        {can.addMembers && (
          <IconAction size="sm" label={t("addMembers")} onClick={() => setAdding(true)}>
            <IconUserPlus size={18} stroke={1.75} />
          </IconAction>
        )}
      </div>
      {head.kind === "group" && <MemberGroups head={head} />}
      {members.map((member) => (
        <MemberRow
          key={member.userId}
          member={member}
          onRole={can.changeRoles ? (role, name) => decideRole(member.userId, role, name) : null}
          onRemove={can.removeMembers ? (name) => setRemoving({ userId: member.userId, name }) : null}
        />
      ))}
      {list.hasNextPage && (
        <Button size="xs" variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
      {isAdding && <AddMembers head={head} onClose={() => setAdding(false)} />}
      {isSteppingDown && (
        <ConfirmDialog
          title={tSettings("stepDownTitle")}
          text={tSettings("stepDownText")}
          confirmLabel={tSettings("stepDownConfirm")}
          onConfirm={() => myId && setRole(myId, "member", t("you"))}
          onClose={() => setSteppingDown(false)}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t("removeTitle")}
          text={t("removeText", { name: removing.name })}
          confirmLabel={t("exclude")}
          onConfirm={() => void collab.call(removeMember, { conversationId, userId: removing.userId }).then(() => refetch(), tellError)}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}
