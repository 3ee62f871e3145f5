import type { UserId } from "@veche/collab-domain/directory";
import { PersonAvatar } from "@veche/web/parts";
import type { ReactNode } from "react";
import { usePresence, useUser } from "../context/index.ts";

interface PersonPictureProps {
  readonly userId: UserId | null;
  readonly size?: 20 | 24 | 28 | 36 | 40;
  readonly showsPresence?: boolean;
}

/** The picture of a person known by id. */
export function PersonPicture({ userId, size = 36, showsPresence = false }: PersonPictureProps): ReactNode {
  const user = useUser(userId);
  const presence = usePresence(showsPresence ? userId : null);
  return <PersonAvatar name={user?.fullName ?? ""} size={size} presence={presence} />;
}

/** The name of a person known by id. */
export function PersonName({ userId }: { readonly userId: UserId | null }): ReactNode {
  return useUser(userId)?.fullName ?? "";
}
