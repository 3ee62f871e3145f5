import { NotificationSettings as Settings } from "@veche/collab-ui/notifications";
import type { ReactNode } from "react";
import { useDeviceName } from "../session/index.ts";
import { InCollab } from "./ui.tsx";

/** My notifications from discussions: devices, what about, when, letters. */
export function NotificationSettings(): ReactNode {
  const deviceName = useDeviceName();
  return (
    <InCollab>
      <Settings deviceName={deviceName} />
    </InCollab>
  );
}
