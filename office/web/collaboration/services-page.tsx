import { Anchor } from "@mantine/core";
import { IconCopy, IconLock, IconMessages, IconPlugConnected, IconUsers } from "@tabler/icons-react";
import { getConnection } from "@veche/office-domain/collaboration";
import type { Connection } from "@veche/office-domain/collaboration";
import { useFormat, useText } from "@veche/web/i18n";
import type { Translate } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Chip, ErrorState, MayButton, Page, PageHeader, Picture, RowsSkeleton } from "../parts/index.ts";
import type { Tone } from "../parts/index.ts";
import { PathLink, useWindowTitle } from "../places/index.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { ConnectionFacts } from "./connect-steps.tsx";
import { CopyDecision } from "./copy-decision.tsx";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import classes from "./services.module.css";
import { collaborationTexts } from "./texts.ts";

const tones: Readonly<Record<Connection["state"], Tone>> = {
  administratorRequired: "neutral",
  notRegistered: "neutral",
  waitingForServer: "amber",
  waitingForCode: "amber",
  registered: "green",
  parked: "amber",
};
const fewestUsers = 2;

export function StateOfConnection({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  return (
    <Chip tone={tones[connection.state]} hasDot>
      {t(connection.state)}
    </Chip>
  );
}

function Note({ icon, title, children }: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes.note}>
      {icon}
      <div>
        <strong>{title}</strong>
        <div className={classes.noteText}>{children}</div>
      </div>
    </div>
  );
}

/** Why one cannot connect here and now: the missing right and who has it, or nobody to talk to. */
export function Obstacles({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  const { can, administrators, activeUserCount, state } = connection;
  if (state === "registered") return null;
  if (!can.connect) {
    return (
      <Note icon={<IconLock size={18} stroke={1.75} aria-hidden />} title={t("administratorRequired")}>
        {administrators.length > 0 ? t("whoMayConnect", { names: administrators.join(", ") }) : t("nobodyMayConnect")}
      </Note>
    );
  }
  if (activeUserCount >= fewestUsers) return null;
  return (
    <Note icon={<IconUsers size={18} stroke={1.75} aria-hidden />} title={t("onlyOneTitle")}>
      <p>{t("onlyOneText")}</p>
      <Anchor component={PathLink} path="/administration/users?person=new" inherit>
        {t("addUser")}
      </Anchor>
    </Note>
  );
}

/** The missing right, and who has it. */
function refuse({ administrators }: Connection, t: Translate<NonNullable<(typeof collaborationTexts)["names"]>>): string {
  return [t("mayNotText"), administrators.length > 0 && t("whoMayConnect", { names: administrators.join(", ") })].filter(Boolean).join(" ");
}

function ConnectButton({ connection, onConnect }: { readonly connection: Connection; readonly onConnect: () => void }): ReactNode {
  const t = useText(collaborationTexts);
  const { can, activeUserCount, state } = connection;
  const refusal = !can.connect ? refuse(connection, t) : activeUserCount < fewestUsers ? t("onlyOneText") : null;
  return (
    <MayButton icon={<IconPlugConnected size={16} stroke={1.75} />} refusal={refusal} onClick={onConnect}>
      {t(state === "waitingForCode" ? "enterCode" : "connect")}
    </MayButton>
  );
}

function Discussions({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useText(collaborationTexts);
  const format = useFormat();
  const [opened, setOpened] = useState<"connect" | "disconnect" | null>(null);
  const { state, can, registeredAt, lastSyncedAt } = connection;
  const isConnected = state === "registered";
  return (
    <section className={classes.card} aria-labelledby="discussions-service">
      <header className={classes.head}>
        <Picture size={40} tone={isConnected ? "accent" : "neutral"}>
          <IconMessages size={20} stroke={1.75} />
        </Picture>
        <div className={classes.headText}>
          <div className={classes.titleLine}>
            <h2 id="discussions-service" className={classes.title}>
              {t("discussions")}
            </h2>
            <StateOfConnection connection={connection} />
          </div>
          <p className={classes.text}>{t("discussionsText")}</p>
        </div>
        {isConnected ? (
          <MayButton variant="default" refusal={can.disconnect ? null : refuse(connection, t)} onClick={() => setOpened("disconnect")}>
            {t("disconnect")}
          </MayButton>
        ) : (
          state !== "parked" && <ConnectButton connection={connection} onConnect={() => setOpened("connect")} />
        )}
      </header>
      {state === "parked" ? (
        <Note icon={<IconCopy size={18} stroke={1.75} aria-hidden />} title={t("parkedTitle")}>
          <p>{t("parkedText")}</p>
          <CopyDecision connection={connection} />
        </Note>
      ) : (
        <Obstacles connection={connection} />
      )}
      {isConnected && (
        <div className={classes.facts}>
          <ConnectionFacts connection={connection} />
          <p className={classes.since}>
            {registeredAt && `${t("since")}: ${format.date(registeredAt)}`}
            {" · "}
            {t("synced")}: {lastSyncedAt ? format.relative(lastSyncedAt) : t("never")}
          </p>
        </div>
      )}
      {opened === "connect" && <ConnectDialog connection={connection} onClose={() => setOpened(null)} />}
      {opened === "disconnect" && <DisconnectDialog connection={connection} onClose={() => setOpened(null)} />}
    </section>
  );
}

/** «Internet support and services»: the group «Discussions». */
export function ServicesPage(): ReactNode {
  const t = useText(collaborationTexts);
  const { data, error, refetch } = useRoute(getConnection, {});
  useWindowTitle(t("services"));
  return (
    <Page>
      <PageHeader title={t("services")} crumbs={[{ label: t("administration"), to: "/administration" }, { label: t("services") }]} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={2} height={72} hasPicture />}
      {data && <Discussions connection={data} />}
    </Page>
  );
}
