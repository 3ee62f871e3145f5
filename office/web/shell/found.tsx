import { find, findMessages } from "@veche/collab-domain/search";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconFileText, IconMessage, IconMessageSearch } from "@tabler/icons-react";
import { computeRowName, listPeople } from "@veche/office-domain/directory";
import { documentPath, listDocuments } from "@veche/office-domain/documents";
import { useRoute } from "@veche/web/query";
import { useCollab } from "../collaboration/index.ts";
import { PersonAvatar } from "../parts/index.ts";
import type { Command } from "./commands.ts";

const shownCount = 6;

interface Found {
  readonly people: readonly Command[];
  readonly conversations: readonly Command[];
  readonly messages: readonly Command[];
  readonly documents: readonly Command[];
  readonly isSearching: boolean;
}

function useConversations(query: string): readonly Command[] {
  const collab = useCollab();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ["shell.findConversations", query],
    queryFn: ({ signal }) => collab!.call(find, { query, limit: shownCount }, { signal }),
    enabled: collab !== null && query !== "",
    placeholderData: (before) => before,
  });
  if (query === "") return [];
  const titled = data?.conversations.filter(({ kind }) => kind !== "personal") ?? [];
  return titled.map(({ id, title, context }) => ({
    key: id,
    title,
    note: context?.subtitle,
    picture: context ? <IconFileText size={18} stroke={1.75} /> : <IconMessage size={18} stroke={1.75} />,
    run: () => void navigate({ to: "/discussions/$conversationId", params: { conversationId: id } }),
  }));
}

const shownMessageCount = 4;

/** The newest messages that fit; each opens in its place. */
function useMessages(query: string): readonly Command[] {
  const collab = useCollab();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ["shell.findMessages", query],
    queryFn: ({ signal }) => collab!.call(findMessages, { query, limit: shownMessageCount }, { signal }),
    enabled: collab !== null && query !== "",
    placeholderData: (before) => before,
  });
  if (query === "") return [];
  const titles = new Map(data?.conversations.map(({ id, title }) => [id, title]));
  return (data?.hits ?? []).map(({ messageId, conversationId, seq, snippet, files }) => ({
    key: messageId,
    title: snippet.text || files.map(({ attachment }) => attachment.name).join(", "),
    note: titles.get(conversationId),
    picture: <IconMessageSearch size={18} stroke={1.75} />,
    run: () => void navigate({ to: "/discussions/$conversationId", params: { conversationId }, search: { message: seq } }),
  }));
}

/** People, conversations, messages and documents the servers find. @param query empty: nothing is asked */
export function useFound(query: string): Found {
  const navigate = useNavigate();
  const options = { enabled: query !== "" };
  const people = useRoute(listPeople, { query, limit: shownCount }, options);
  const documents = useRoute(listDocuments, { query, limit: shownCount }, options);
  const conversations = useConversations(query);
  const messages = useMessages(query);
  return {
    conversations,
    messages,
    isSearching: people.isFetching || documents.isFetching,
    people:
      people.data?.items.map(({ id, fullName, position }) => ({
        key: id,
        title: computeRowName(fullName),
        note: position,
        picture: <PersonAvatar name={fullName} size={28} />,
        run: () => void navigate({ to: "/people/$personId", params: { personId: id } }),
      })) ?? [],
    documents:
      documents.data?.items.map(({ id, title, number, counterparty }) => ({
        key: id,
        title,
        note: [number, counterparty].filter(Boolean).join(" · "),
        picture: <IconFileText size={18} stroke={1.75} />,
        run: () => void navigate({ to: documentPath(id) }),
      })) ?? [],
  };
}
