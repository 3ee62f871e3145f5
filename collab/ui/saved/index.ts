export { useSaveActs } from "./acts.ts";
export { SavedList } from "./saved-list.tsx";
export { savedTexts } from "./texts.ts";
