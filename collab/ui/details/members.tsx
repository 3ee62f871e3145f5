import { Button, Group, Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { addMembers, listMembers, removeMember } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import { IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { ConfirmDialog, IconAction, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useMyId, useUser } from "../context/index.ts";
import { PeoplePicker, PersonPicture } from "../people/index.ts";
import type { Choice } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./details.module.css";
import { MemberGroups } from "./member-groups.tsx";

function MemberRow({ userId, onRemove }: { readonly userId: UserId; readonly onRemove: ((name: string) => void) | null }): ReactNode {
  const t = useText(texts);
  const myId = useMyId();
  const user = useUser(userId);
  const about = [user?.isBlocked ? t("blocked") : user?.position, userId === myId ? t("you").toLowerCase() : ""].filter(Boolean).join(", ");
  return (
    <div className={classes.member}>
      <PersonPicture userId={userId} size={28} showsPresence />
      <div className={classes.names}>
        <div className={classes.name}>{user?.fullName}</div>
        <div className={classes.role}>{about}</div>
      </div>
      {onRemove && user && userId !== myId && (
        <IconAction size="sm" label={t("removeMember", { name: user.fullName })} onClick={() => onRemove(user.fullName)}>
          <IconUserMinus size={16} stroke={1.75} />
        </IconAction>
      )}
    </div>
  );
}

/** Who takes part; adding and removing where I may. */
export function Members({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const conversationId = head.id;
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ userId: UserId; name: string } | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["collab.members", conversationId, head.memberCount],
    queryFn: ({ pageParam }) => collab.call(listMembers, { conversationId, limit: 50, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const members = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h3>{t("membersTitle")}</h3>
        <span>{head.memberCount}</span>
        {head.my.can.addMembers && (
          <IconAction size="sm" label={t("addMembers")} onClick={() => setAdding(true)}>
            <IconUserPlus size={18} stroke={1.75} />
          </IconAction>
        )}
      </div>
      {head.kind === "group" && <MemberGroups head={head} />}
      {members.map(({ userId }) => (
        <MemberRow key={userId} userId={userId} onRemove={head.my.can.removeMembers ? (name) => setRemoving({ userId, name }) : null} />
      ))}
      {list.hasNextPage && (
        <Button size="xs" variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
      {isAdding && <AddMembers head={head} onClose={() => setAdding(false)} />}
      {removing && (
        <ConfirmDialog
          title={t("removeTitle")}
          text={t("removeText", { name: removing.name })}
          confirmLabel={t("exclude")}
          onConfirm={() =>
            void collab.call(removeMember, { conversationId, userId: removing.userId }).then(() => list.refetch(), tellError)
          }
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

function AddMembers({ head, onClose }: { readonly head: ConversationHead; readonly onClose: () => void }): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const [choice, setChoice] = useState<Choice>({ userIds: [], groupIds: [] });
  const add = async (): Promise<void> => {
    onClose();
    try {
      collab.list.put(
        await collab.call(addMembers, { conversationId: head.id, userIds: [...choice.userIds], groupIds: [...choice.groupIds] }),
      );
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("addMembers")} closeButtonProps={{ "aria-label": t("close") }}>
      <PeoplePicker onChange={setChoice} />
      <Group justify="flex-end" gap="sm" mt="xl">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={choice.userIds.length + choice.groupIds.length === 0} onClick={() => void add()}>
          {t("add")}
        </Button>
      </Group>
    </Modal>
  );
}
