export type { MessageActs } from "./message-acts.ts";
export { FileTile } from "./attachments.tsx";
export { Below } from "./below.tsx";
export { ChoosingBar, useChoosing } from "./choosing.tsx";
export { EmojiPicker } from "./emoji-picker.tsx";
export { findNamedEmojis } from "./emoji.ts";
export { mentionClass } from "./text.tsx";
export { Thread } from "./thread.tsx";
