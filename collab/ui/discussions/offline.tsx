import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useCollab, useIsOfflineSaid, useReadable } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import classes from "./pane.module.css";

const quietMs = 2_000;

/** A quiet line while there is no connection; a moment without one is not worth a word. */
export function OfflineBar(): ReactNode {
  const isOnline = useReadable(useCollab().status) === "online";
  return useIsOfflineSaid() || isOnline ? null : <Bar />;
}

function Bar(): ReactNode {
  const t = useText(texts);
  const collab = useCollab();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className={classes.offline} role="status">
      <IconCloudOff size={16} stroke={1.75} />
      <span>{t("offline")}</span>
      <Button size="xs" variant="subtle" onClick={() => collab.retryNow()}>
        {t("retryNow")}
      </Button>
    </div>
  );
}
