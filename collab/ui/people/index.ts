export { ConversationPicture } from "./conversation-picture.tsx";
export { PersonName, PersonPicture } from "./person.tsx";
export { PeoplePicker } from "./people-picker.tsx";
export type { Choice } from "./people-picker.tsx";
