import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconMessagesOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { EmptyState, RowsSkeleton } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { useCan } from "../session/index.ts";
import { useCollab } from "./collab.tsx";
import { useConnection } from "./connection.ts";
import { collaborationTexts } from "./texts.ts";
import { DiscussionsUi } from "./ui.tsx";

function NotConnected({ text }: { readonly text?: string | undefined }): ReactNode {
  const t = useText(collaborationTexts);
  const connection = useConnection();
  const canConnect = useCan("services.connect");
  const isParked = connection?.state === "parked";
  const names = connection?.administrators.join(", ");
  return (
    <EmptyState
      isPage={text === undefined}
      icon={<IconMessagesOff size={20} stroke={1.75} />}
      title={t(isParked ? "parkedTitle" : "notConnectedTitle")}
      text={
        [
          isParked ? t(canConnect ? "parkedText" : "parkedForOthers") : (text ?? (canConnect ? t("notConnectedText") : undefined)),
          !canConnect && names && t(isParked ? "askToDecide" : "askAdministrator", { names }),
        ]
          .filter(Boolean)
          .join(" ") || undefined
      }
      action={
        canConnect && (
          <Button component={Link} to="/administration/services" variant="default">
            {t(isParked ? "toDecide" : "toConnect")}
          </Button>
        )
      }
    />
  );
}

/** Whether discussions can be shown; if not, why and what to do instead. */
export function WhenConnected({ children, text }: { readonly children: ReactNode; readonly text?: string }): ReactNode {
  const connection = useConnection();
  const collab = useCollab();
  if (!connection) return <RowsSkeleton hasPicture height={56} />;
  if (connection.state !== "registered") return text === undefined ? <NotConnected /> : <NotConnected text={text} />;
  return collab ? children : <RowsSkeleton hasPicture height={56} />;
}

/** All my conversations. */
export function DiscussionsPage(): ReactNode {
  const t = useText(collaborationTexts);
  useWindowTitle(t("discussions"));
  return (
    <WhenConnected>
      <DiscussionsUi />
    </WhenConnected>
  );
}
