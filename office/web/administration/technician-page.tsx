import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconHeartbeat, IconMail, IconPlugConnected, IconTool } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { EmptyState, Page, PageHeader } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { useMe } from "../session/index.ts";
import { administrationTexts } from "./texts.ts";
import { Tiles } from "./tiles.tsx";

/** «Functions for technician», once called «All functions». */
export function TechnicianPage(): ReactNode {
  const t = useText(administrationTexts);
  const { settings } = useMe();
  useWindowTitle(t("technician"));
  return (
    <Page>
      <PageHeader title={t("technician")} />
      {settings.isTechnician ? (
        <Tiles
          tiles={[
            {
              to: "/technician/collaboration",
              title: t("collaborationSystem"),
              text: t("collaborationSystemText"),
              icon: IconPlugConnected,
            },
            { to: "/administration/health", title: t("health"), text: t("healthText"), icon: IconHeartbeat, permission: "users.manage" },
            { to: "/administration/mailbox", title: t("mailbox"), text: t("mailboxText"), icon: IconMail, permission: "mailbox.read" },
          ]}
        />
      ) : (
        <EmptyState
          icon={<IconTool size={20} stroke={1.75} />}
          title={t("technicianOffTitle")}
          text={t("technicianOffText")}
          action={
            <Button component={Link} to="/settings" variant="default">
              {t("openParameters")}
            </Button>
          }
        />
      )}
    </Page>
  );
}
