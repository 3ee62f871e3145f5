export {
  Chip,
  computeInitials,
  ConfirmDialog,
  CountBadge,
  Dialog,
  EmptyState,
  ErrorState,
  PersonAvatar,
  Picture,
  PlainList,
  RowsSkeleton,
  RowText,
  tellChoice,
  tellDone,
  tellError,
  tellProblem,
} from "@veche/web/parts";
export type { PresenceState, Tone } from "@veche/web/parts";
export { Logo, useProductName } from "./logo.tsx";
export { MayButton } from "./may-button.tsx";
export { Crumbs, Page, PageHeader } from "./page.tsx";
export type { Crumb } from "./page.tsx";
export { TabBar } from "./tab-bar.tsx";
export type { TabItem } from "./tab-bar.tsx";
export { loadAllRows, useEndReached, useRoutePages } from "./pages.ts";
export { handleRowKeys } from "./row-keys.ts";
