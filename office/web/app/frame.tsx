import { Button, Center, Loader } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { IconFileUnknown, IconPlugConnectedX } from "@tabler/icons-react";
import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { CallLayer, CollaborationProvider, Notifier, useIsConnected } from "../collaboration/index.ts";
import { EmptyState, ErrorState } from "../parts/index.ts";
import { useRecordTitle } from "../places/index.ts";
import { EndedDialog, usePreferences, useSessionEnd } from "../session/index.ts";
import { Shell } from "../shell/index.ts";
import { useCollabHost } from "./host.ts";
import { useOfficeLive } from "./live.ts";
import { appTexts } from "./texts.ts";
import { useWorker } from "./worker.ts";

const patienceMs = 2_000;

/** Whether the connection has been away long enough to say so. */
function useIsOffline(isOnline: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(!isOnline), isOnline ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [isOnline]);
  return isLong && !isOnline;
}

/** Everything a signed-in person has round his pages: live connection, discussions, the frame, signing in again. */
export function Frame(): ReactNode {
  const session = useSessionEnd();
  const host = useCollabHost();
  const isConnected = useIsConnected();
  usePreferences();
  useWorker();
  const isLive = useOfficeLive(session.end, session.hasEnded) === "online";
  const { online } = useNetwork();
  const isOffline = useIsOffline(isLive && online);
  return (
    <CollaborationProvider host={host} isOffline={isOffline}>
      <Shell isOffline={isOffline} />
      {isConnected && (
        <Suspense fallback={null}>
          <Notifier />
          {!session.hasEnded && <CallLayer />}
        </Suspense>
      )}
      <EndedDialog isOpened={session.hasEnded} onRestored={session.restore} />
    </CollaborationProvider>
  );
}

export function Starting(): ReactNode {
  const t = useText(appTexts);
  return (
    <Center h="100dvh" role="status" aria-label={t("starting")}>
      <Loader size="sm" />
    </Center>
  );
}

/** No such place, said inside the frame. */
export function NotFound(): ReactNode {
  const t = useText(appTexts);
  useRecordTitle(t("notFoundTitle"), null);
  return (
    <EmptyState
      isPage
      icon={<IconFileUnknown size={20} stroke={1.75} />}
      title={t("notFoundTitle")}
      text={t("notFoundText")}
      action={
        <Button component={Link} to="/" variant="default">
          {t("toHome")}
        </Button>
      }
    />
  );
}

interface FailedProps {
  readonly error: unknown;
  readonly reset: () => void;
}

/** A page inside the frame that could not be shown. What is no answer of the server, as code that did not load, needs the page anew. */
export function Failed({ error, reset }: FailedProps): ReactNode {
  const t = useText(appTexts);
  if (error instanceof AppError) return <ErrorState isPage error={error} onRetry={reset} />;
  return (
    <EmptyState
      isPage
      icon={<IconPlugConnectedX size={20} stroke={1.75} />}
      title={t("failedTitle")}
      text={t("failedText")}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {t("reload")}
        </Button>
      }
    />
  );
}

/** Nothing could be shown at all. */
export function FailedWhole(props: FailedProps): ReactNode {
  return (
    <main>
      <Failed {...props} />
    </main>
  );
}
