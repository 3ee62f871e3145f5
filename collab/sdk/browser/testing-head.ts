import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import { newId } from "@veche/kernel";

/** An empty group that I own, for tests. */
export function buildHead(title: string, id: ConversationId = newId()): ConversationHead {
  const my = {
    peerId: null,
    isMember: true,
    isOwner: true,
    hiddenSeq: 0,
    readSeq: 0,
    unreadCount: 0,
    mentionCount: 0,
    notificationLevel: "all",
    mutedUntil: null,
    isPinned: false,
    pinPlace: 0,
    archivedSeq: null,
    draft: { text: "", version: 0 },
    version: 0,
  } as const;
  const can = {
    post: true,
    pin: true,
    rename: true,
    addMembers: true,
    removeMembers: true,
    leave: true,
    changeSettings: true,
    changeRoles: true,
  };
  const settings = { description: "", posting: "everybody", adding: "everybody", renaming: "owners", history: "whole" } as const;
  const createdAt = "2026-11-24T08:00:00.000Z";
  return {
    id,
    title,
    kind: "group",
    context: null,
    isManaged: false,
    settings,
    settingsVersion: 0,
    memberCount: 2,
    lastSeq: 0,
    changeSeq: 0,
    lastMessage: null,
    createdAt,
    my: { ...my, can },
  };
}
