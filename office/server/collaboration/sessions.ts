import type { Job } from "../context.ts";
import type { Link } from "./link.ts";

export const endSessionsName = "collaboration.endSessions";

/** Tells the collaboration server that sessions have ended; repeated until it has heard. */
export function endSessionsJob(sessionIds: readonly string[]): Job {
  return { name: endSessionsName, payload: { sessionIds }, key: `${endSessionsName}:${sessionIds[0]}` };
}

/** Their sockets, tokens and file tickets there end. Nothing is to be told while nothing is connected. @throws AppError when the server fails */
export async function endSessions(link: Link, sessionIds: readonly string[]): Promise<void> {
  const open = await link.options.transact(({ db }) => link.find(db));
  await open?.quick.endSessions({ sessionIds: [...sessionIds] });
}
