import { useNavigate, useParams } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Page, PageHeader, TabBar } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { Parameters } from "./parameters.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";
import { sessionTexts } from "./texts.ts";

const pages = { parameters: Parameters, security: PasswordForm, sessions: SessionList } as const;
type PageName = keyof typeof pages;
const names = Object.keys(pages) as PageName[];

/** What a person sets for himself: parameters, password, sessions. */
export function SettingsPage(): ReactNode {
  const t = useText(sessionTexts);
  const navigate = useNavigate();
  const part = useParams({ strict: false, select: (params: { part?: string }) => params.part });
  const current = names.find((name) => name === part) ?? "parameters";
  const Content = pages[current];
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
        <Content />
      </TabBar>
    </Page>
  );
}
