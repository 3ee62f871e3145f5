import type { ConversationId } from "../conversations/index.ts";

/** What a browser is told; the words are made there. */
export type PushContent =
  | {
      readonly type: "message";
      readonly conversationId: ConversationId;
      readonly seq: number;
      readonly language: "ru" | "en";
      /** null in content-free mode: who, where and what stay inside */
      readonly shown: ShownMessage | null;
      /** unread messages of the conversation */
      readonly unreadCount: number;
      /** conversations with something unread, for the sign on the icon */
      readonly badgeCount: number;
    }
  /** It was read elsewhere, taken back, or is not mine to see any more. */
  | { readonly type: "withdraw"; readonly conversationId: ConversationId; readonly badgeCount: number }
  | { readonly type: "test"; readonly language: "ru" | "en" };

export interface ShownMessage {
  readonly author: string;
  /** of the conversation; empty for personal ones */
  readonly title: string;
  /** one line, at most 200 characters; empty: only files */
  readonly text: string;
}
