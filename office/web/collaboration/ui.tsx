import type { ReactNode } from "react";
import { RowsSkeleton } from "../parts/index.ts";

/** The three panes of discussions. */
export function DiscussionsUi(): ReactNode {
  return <RowsSkeleton hasPicture height={56} />;
}
