import type { DirectoryEvent } from "./events.ts";
import type { User, UserId } from "./types.ts";

/** @returns the people known with the news in them, or the very same map when it says nothing new */
export function applyDirectoryEvent(users: ReadonlyMap<UserId, User>, event: DirectoryEvent): ReadonlyMap<UserId, User> {
  const known = users.get(event.user.id);
  const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(event.user);
  return isSame ? users : new Map(users).set(event.user.id, event.user);
}
