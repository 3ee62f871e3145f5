export { CollabProvider } from "./context/index.ts";
export type { CollabHost, RecordCard } from "./context/index.ts";
export { DiscussionPane, Discussions } from "./discussions/index.ts";
export { DesktopSwitch, NotificationCentre, useNotifications } from "./notifications/index.ts";
export { ConversationPicture, PeoplePicker } from "./people/index.ts";
export type { Choice } from "./people/index.ts";
export { useUnread } from "./unread.ts";
