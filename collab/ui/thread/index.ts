export type { MessageActs } from "./actions.tsx";
export { FileTile } from "./attachments.tsx";
export { Below } from "./below.tsx";
export { EmojiPicker } from "./emoji-picker.tsx";
export { findEmojis } from "./emoji.ts";
export { Thread } from "./thread.tsx";
