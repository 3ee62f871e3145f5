export { useRecordTitle, useWindowTitle } from "./hooks.ts";
export { PathLink } from "./path-link.tsx";
export { tabs, useTabs } from "./store.ts";
export { tabKeyOf } from "./tabs.ts";
export type { Tab } from "./tabs.ts";
