import { Suspense } from "react";
import type { ReactNode } from "react";
import { NotificationSettings, useIsConnected } from "../collaboration/index.ts";
import { RowsSkeleton } from "../parts/index.ts";
import { SettingsPage } from "../session/index.ts";

/** What a person sets for himself, with what discussions add. */
export function Settings(): ReactNode {
  const notifications = (
    <Suspense fallback={<RowsSkeleton count={4} height={56} />}>
      <NotificationSettings />
    </Suspense>
  );
  return <SettingsPage notifications={useIsConnected() ? notifications : null} />;
}
