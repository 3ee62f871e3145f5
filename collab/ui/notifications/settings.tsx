import { Button, Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { conversationKinds, notificationLevels } from "@veche/collab-domain/conversations";
import { digests, getNotifications, setSettings } from "@veche/collab-domain/notifications";
import type { NotificationSettings as Settings } from "@veche/collab-domain/notifications";
import type { RouteOutput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { ErrorState, RowsSkeleton, tellError } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { DeviceList } from "./device-list.tsx";
import { findOwnHash, readPushAbility, turnOnPush } from "./push.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import classes from "./settings.module.css";
import { notificationTexts } from "./texts.ts";

type Known = RouteOutput<typeof getNotifications> & { readonly ownHash: string | null };
const queryKey = ["collab.notifications"];

function useNotificationState() {
  const collab = useCollab();
  const client = useQueryClient();
  const query = useQuery({
    queryKey,
    queryFn: async (): Promise<Known> => {
      const [known, ownHash] = await Promise.all([collab.call(getNotifications, {}), findOwnHash()]);
      return { ...known, ownHash };
    },
  });
  const renew = (): void => void client.invalidateQueries({ queryKey });
  /** Shown at once; taken back when the server refuses. */
  const change = (changed: Partial<Settings>): void => {
    // an answer that is on its way does not know of it
    void client.cancelQueries({ queryKey });
    client.setQueryData<Known>(queryKey, (known) => known && { ...known, settings: { ...known.settings, ...changed } });
    collab.call(setSettings, changed).catch(tellError).finally(renew);
  };
  return { query, renew, change };
}

interface NotificationSettingsProps {
  /** how this browser is called in the list */
  readonly deviceName: string;
}

function Devices({ known, deviceName, onChanged }: NotificationSettingsProps & { known: Known; onChanged: () => void }): ReactNode {
  const t = useText(notificationTexts);
  const collab = useCollab();
  const [ability, setAbility] = useState(readPushAbility);
  const [isBusy, setBusy] = useState(false);
  const isOn = known.devices.some(({ endpointHash }) => endpointHash === known.ownHash);
  const turnOn = async (): Promise<void> => {
    setBusy(true);
    await turnOnPush(collab, known.publicKey, deviceName).catch(tellError);
    setAbility(readPushAbility());
    setBusy(false);
    onChanged();
  };
  return (
    <section className={classes.group}>
      <h2 className={classes.title}>{t("devices")}</h2>
      <p className={classes.hint}>{known.devices.length === 0 ? t("noDevices") : t("devicesText")}</p>
      {known.isContentFree && <p className={classes.hint}>{t("contentFree")}</p>}
      <DeviceList devices={known.devices} ownHash={known.ownHash} onChanged={onChanged} />
      {ability !== "able" && <p className={classes.hint}>{t(ability)}</p>}
      {!isOn && ability === "able" && (
        <div>
          <Button loading={isBusy} onClick={() => void turnOn()}>
            {t("turnOn")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** My notifications: which devices receive, about what, when, and the letter about what was missed. */
export function NotificationSettings({ deviceName }: NotificationSettingsProps): ReactNode {
  const t = useText(notificationTexts);
  const { query, renew, change } = useNotificationState();
  if (query.error) return <ErrorState error={query.error} onRetry={renew} />;
  if (!query.data) return <RowsSkeleton count={4} height={56} />;
  const { settings, email } = query.data;
  return (
    <div className={classes.groups}>
      <Devices known={query.data} deviceName={deviceName} onChanged={renew} />
      <section className={classes.group}>
        <h2 className={classes.title}>{t("levels")}</h2>
        <p className={classes.hint}>{t("levelsText")}</p>
        <div className={classes.fields}>
          {conversationKinds.map((kind) => (
            <Select
              key={kind}
              label={t(kind)}
              allowDeselect={false}
              value={settings.levels[kind]}
              data={notificationLevels.map((value) => ({ value, label: t(value) }))}
              onChange={(level) => level && change({ levels: { ...settings.levels, [kind]: level } })}
            />
          ))}
        </div>
      </section>
      <section className={classes.group}>
        <h2 className={classes.title}>{t("schedule")}</h2>
        <ScheduleFields value={settings.schedule} onChange={(schedule) => change({ schedule })} />
      </section>
      <section className={classes.group}>
        <h2 className={classes.title}>{t("digest")}</h2>
        <Select
          aria-label={t("digest")}
          description={email === null ? t("digestNoEmail") : t("digestText", { email })}
          allowDeselect={false}
          maw={320}
          disabled={email === null && settings.digest === "never"}
          value={settings.digest}
          data={digests.map((value) => ({ value, label: t(value) }))}
          onChange={(digest) => digest && change({ digest })}
        />
      </section>
    </div>
  );
}
