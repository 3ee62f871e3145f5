import { IconHeartbeat, IconMail, IconNotebook, IconPlugConnected, IconSitemap, IconUsers } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Page, PageHeader } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { administrationTexts } from "./texts.ts";
import { Tiles } from "./tiles.tsx";

/** The places of administration. */
export function AdministrationPage(): ReactNode {
  const t = useText(administrationTexts);
  useWindowTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} />
      <Tiles
        tiles={[
          { to: "/administration/health", title: t("health"), text: t("healthText"), icon: IconHeartbeat, permission: "users.manage" },
          { to: "/administration/services", title: t("services"), text: t("servicesText"), icon: IconPlugConnected },
          { to: "/administration/users", title: t("users"), text: t("usersText"), icon: IconUsers, permission: "users.manage" },
          {
            to: "/administration/departments",
            title: t("departments"),
            text: t("departmentsText"),
            icon: IconSitemap,
            permission: "users.manage",
          },
          { to: "/registers", title: t("registers"), text: t("registersText"), icon: IconNotebook, permission: "registers.manage" },
          { to: "/administration/mailbox", title: t("mailbox"), text: t("mailboxText"), icon: IconMail, permission: "mailbox.read" },
        ]}
      />
    </Page>
  );
}
