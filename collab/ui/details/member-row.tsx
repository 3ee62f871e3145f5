import { Menu } from "@mantine/core";
import type { Member } from "@veche/collab-domain/conversations";
import { IconCrown, IconCrownOff, IconDots, IconUserMinus } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { IconAction, RowText } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useMyId, useUser } from "../context/index.ts";
import { PersonPicture } from "../people/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./details.module.css";
import { settingsTexts } from "./texts.ts";

/** What I may do with a member; null: I may not. */
export interface MemberActs {
  readonly onRole: ((role: Member["role"], name: string) => void) | null;
  readonly onRemove: ((name: string) => void) | null;
}

interface MemberRowProps extends MemberActs {
  readonly member: Pick<Member, "userId" | "role">;
}

/** Somebody who takes part, and a menu of what I may do with him. */
export function MemberRow({ member: { userId, role }, onRole, onRemove }: MemberRowProps): ReactNode {
  const t = useText(texts);
  const tSettings = useText(settingsTexts);
  const isMe = userId === useMyId();
  const user = useUser(userId);
  const about = [user?.isBlocked ? t("blocked") : user?.position, isMe ? t("you").toLowerCase() : ""].filter(Boolean);
  const isOwner = role === "owner";
  const canRemove = onRemove !== null && !isMe;
  const canRole = onRole !== null && (isMe ? isOwner : isOwner || user?.isBlocked === false);
  return (
    <div className={classes.member}>
      <PersonPicture userId={userId} size={28} showsPresence />
      <RowText title={user?.fullName} note={about.join(", ")} />
      {isOwner && <span className={classes.owner}>{tSettings("owner")}</span>}
      {user && (canRemove || canRole) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconAction size="sm" label={tSettings("memberActions", { name: user.fullName })}>
              <IconDots size={16} stroke={1.75} />
            </IconAction>
          </Menu.Target>
          <Menu.Dropdown>
            {canRole && (
              <Menu.Item
                leftSection={isOwner ? <IconCrownOff size={16} stroke={1.75} /> : <IconCrown size={16} stroke={1.75} />}
                onClick={() => onRole(isOwner ? "member" : "owner", user.fullName)}
              >
                {tSettings(isOwner ? (isMe ? "stepDown" : "makeMember") : "makeOwner")}
              </Menu.Item>
            )}
            {canRemove && (
              <Menu.Item color="red" leftSection={<IconUserMinus size={16} stroke={1.75} />} onClick={() => onRemove(user.fullName)}>
                {t("exclude")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
