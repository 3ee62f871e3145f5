import type { ReactNode } from "react";
import { RowsSkeleton } from "../parts/index.ts";

/** What was written to me, in the window under the bell. */
export function Centre(_props: { readonly onClose: () => void }): ReactNode {
  return <RowsSkeleton count={4} height={56} hasPicture />;
}
