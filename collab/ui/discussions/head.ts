import { useQuery } from "@tanstack/react-query";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { AppError } from "@veche/kernel";
import { useMemo } from "react";
import { useCollab, useReadable } from "../context/index.ts";

/** A conversation, also one that is not in my list; `error` when I may not see it. */
export function useHead(conversationId: ConversationId): {
  readonly head: ConversationHead | null;
  readonly error: AppError | null;
  readonly retry: () => void;
} {
  const collab = useCollab();
  const known = useReadable(useMemo(() => collab.list.head(conversationId), [collab, conversationId]));
  const { error, refetch } = useQuery<ConversationHead, AppError>({
    queryKey: ["collab.head", conversationId],
    queryFn: () => collab.list.ensure(conversationId),
    staleTime: Infinity,
    enabled: known === null,
  });
  return { head: known, error: known ? null : error, retry: () => void refetch() };
}
