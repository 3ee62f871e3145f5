import { useNavigate, useParams } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Page, PageHeader, TabBar } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { Parameters } from "./parameters.tsx";
import { Security } from "./security.tsx";
import { SessionList } from "./session-list.tsx";
import { sessionTexts } from "./texts.ts";

interface SettingsPageProps {
  /** of discussions; null while they are not connected */
  readonly notifications: ReactNode;
}

/** What a person sets for himself: parameters, notifications, security, sessions. */
export function SettingsPage({ notifications }: SettingsPageProps): ReactNode {
  const t = useText(sessionTexts);
  const navigate = useNavigate();
  const part = useParams({ strict: false, select: (params: { part?: string }) => params.part });
  const pages = {
    parameters: <Parameters />,
    ...(notifications !== null && { notifications }),
    security: <Security />,
    sessions: <SessionList />,
  };
  const names = Object.keys(pages) as (keyof typeof pages)[];
  const current = names.find((name) => name === part) ?? "parameters";
  useWindowTitle(t("settings"));
  return (
    <Page isNarrow>
      <PageHeader title={t("settings")} />
      <TabBar
        label={t("sections")}
        items={names.map((name) => ({ value: name, label: t(name) }))}
        value={current}
        onChange={(name) => void navigate({ to: "/settings/$part", params: { part: name } })}
      >
        {pages[current]}
      </TabBar>
    </Page>
  );
}
