import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconRefresh } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { getHealth } from "@veche/office-domain/administration";
import type { RouteOutput } from "@veche/kernel";
import { useFormat, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { Chip, ErrorState, Page, PageHeader, Picture, PlainList, RowsSkeleton } from "../parts/index.ts";
import type { Tone } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import classes from "./administration.module.css";
import { Guarded } from "./guarded.tsx";
import { administrationTexts } from "./texts.ts";

type Check = RouteOutput<typeof getHealth>["checks"][number];

const looks: Readonly<Record<Check["state"], { readonly icon: Icon; readonly tone: Tone }>> = {
  healthy: { icon: IconCircleCheck, tone: "green" },
  warning: { icon: IconAlertTriangle, tone: "amber" },
  failing: { icon: IconCircleX, tone: "red" },
};
const names = ["database", "disk", "mail", "antivirus", "jobs", "collaboration", "files", "notifications"] as const;
const advice = {
  database: "adviceDatabase",
  disk: "adviceDisk",
  mail: "adviceMail",
  antivirus: "adviceAntivirus",
  jobs: "adviceJobs",
  collaboration: "adviceCollaboration",
  files: "adviceDisk",
  notifications: "adviceNotifications",
} as const;
const products = { office: "productOffice", collab: "productCollab" } as const;
const factNames = [
  ...(["failedCount", "waitingCount", "isConnected", "serverUrl", "userCount", "conversationCount"] as const),
  ...(["deviceCount", "failingDeviceCount", "p95Ms"] as const),
  ...(["freeBytes", "totalBytes", "sizeBytes", "version", "transport", "reason"] as const),
] as const;
/** values that are words of the server, by fact */
const words = { reason: ["timeout", "error"], transport: ["mailbox"] } as const;

/** @param name as the server says it: `disk`, `officeJobs`, `collab database` @returns what it is and of which product */
export function parseCheckName(name: string): {
  readonly what: (typeof names)[number] | undefined;
  readonly product: keyof typeof products | undefined;
} {
  const text = name.toLowerCase();
  const product = text.startsWith("office")
    ? "office"
    : text.startsWith("collab") && !text.startsWith("collaboration")
      ? "collab"
      : undefined;
  return { what: names.find((known) => text.endsWith(known)), product };
}
const renewMs = 15_000;

function CheckRow({ check }: { readonly check: Check }): ReactNode {
  const t = useText(administrationTexts);
  const format = useFormat();
  const { what, product } = parseCheckName(check.name);
  const title = [what ? t(what) : check.name, product && t(products[product])].filter(Boolean).join(" · ");
  const { icon: StateIcon, tone } = looks[check.state];
  const nameOf = (fact: string): string => {
    const known = factNames.find((name) => name === fact);
    return known ? t(known) : fact;
  };
  const show = (fact: string, value: string | number | boolean): string => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "string") {
      const known = fact === "reason" || fact === "transport" ? words[fact].find((word) => word === value) : undefined;
      return known ? t(known) : value;
    }
    return fact.endsWith("Bytes") ? format.size(value) : format.number(value);
  };
  return (
    <li className={classes.check}>
      <Picture tone={tone}>
        <StateIcon size={20} stroke={1.75} />
      </Picture>
      <div className={classes.checkText}>
        <div className={classes.checkTitle}>
          <strong>{title}</strong>
          <Chip tone={tone} hasDot>
            {t(check.state)}
          </Chip>
        </div>
        {check.state !== "healthy" && <p className={classes.text}>{t(what ? advice[what] : "adviceOther")}</p>}
        <p className={classes.note}>
          {Object.entries(check.facts)
            .map(([fact, value]) => `${nameOf(fact)}: ${show(fact, value)}`)
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}

function Health(): ReactNode {
  const t = useText(administrationTexts);
  const format = useFormat();
  const { data, error, refetch, isRefetching, dataUpdatedAt } = useRoute(getHealth, {}, { refetchInterval: renewMs });
  return (
    <>
      <PageHeader
        title={t("health")}
        crumbs={[{ label: t("title"), to: "/administration" }, { label: t("health") }]}
        note={dataUpdatedAt > 0 && <span className={classes.note}>{t("checkedAt", { when: format.relative(dataUpdatedAt) })}</span>}
        actions={
          <Button
            variant="default"
            loading={isRefetching}
            leftSection={<IconRefresh size={16} stroke={1.75} />}
            onClick={() => void refetch()}
          >
            {t("refresh")}
          </Button>
        }
      />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={5} height={64} hasPicture />}
      <PlainList>
        {data?.checks.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </PlainList>
    </>
  );
}

/** What works, what does not, and what to do. */
export function HealthPage(): ReactNode {
  const t = useText(administrationTexts);
  useWindowTitle(t("health"));
  return (
    <Page isNarrow>
      <Guarded permission="users.manage">
        <Health />
      </Guarded>
    </Page>
  );
}
