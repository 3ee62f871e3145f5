import { Button } from "@mantine/core";
import { removeDevice, testDevice } from "@veche/collab-domain/notifications";
import type { Device } from "@veche/collab-domain/notifications";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useFormat, useText } from "@veche/web/i18n";
import type { Translate } from "@veche/web/i18n";
import { Chip, Picture, PlainList, tellDone, tellError, tellProblem } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { turnOffPush } from "./push.ts";
import classes from "./settings.module.css";
import { notificationTexts } from "./texts.ts";

type T = Translate<NonNullable<(typeof notificationTexts)["names"]>>;

/** @param reason as the server says it @returns why nothing gets through, for a person */
function explain(t: T, reason: string): string {
  if (reason === "private_address") return t("reasonPrivate");
  if (reason === "server_unreachable" || reason === "timeout") return t("reasonUnreachable");
  return t("reasonRefused", { reason: reason.replace("http_", "HTTP ") });
}

function DeviceState({ device }: { readonly device: Device }): ReactNode {
  const t = useText(notificationTexts);
  const [tone, name] = device.failure
    ? (["red", "failing"] as const)
    : device.lastSuccessAt === null
      ? (["neutral", "untried"] as const)
      : (["green", "working"] as const);
  return (
    <Chip tone={tone} hasDot>
      {t(name)}
    </Chip>
  );
}

interface DeviceItemProps {
  readonly device: Device;
  readonly isOwn: boolean;
  readonly onChanged: () => void;
}

function DeviceItem({ device, isOwn, onChanged }: DeviceItemProps): ReactNode {
  const t = useText(notificationTexts);
  const format = useFormat();
  const collab = useCollab();
  const [isTesting, setTesting] = useState(false);
  const { name, failure, lastSuccessAt, waitingCount } = device;
  const facts = [
    failure
      ? t("failure", { when: format.relative(failure.at), reason: explain(t, failure.reason) })
      : lastSuccessAt && t("lastSuccess", { when: format.relative(lastSuccessAt) }),
    waitingCount > 0 && t("waiting", { count: waitingCount }),
  ];
  const test = async (): Promise<void> => {
    setTesting(true);
    try {
      const { outcome, reason } = await collab.call(testDevice, { deviceId: device.id });
      if (outcome === "accepted") tellDone(t("testAccepted"));
      else tellProblem(outcome === "gone" ? t("testGone") : t("testFailed", { reason: explain(t, reason ?? "") }));
    } catch (error) {
      tellError(error);
    }
    setTesting(false);
    onChanged();
  };
  const remove = (): void => {
    const removed = isOwn ? turnOffPush(collab, device.id) : collab.call(removeDevice, { deviceId: device.id });
    removed.then(onChanged, tellError);
  };
  const DeviceIcon = /Android|iOS/.test(name) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={classes.device}>
      <Picture>
        <DeviceIcon size={20} stroke={1.75} />
      </Picture>
      <div className={classes.deviceText}>
        <div>
          {name}
          {isOwn && ` · ${t("thisDevice")}`}
        </div>
        <div className={classes.hint}>{facts.filter(Boolean).join(" · ")}</div>
      </div>
      <DeviceState device={device} />
      <div className={classes.acts}>
        <Button variant="default" size="xs" loading={isTesting} aria-label={t("testNamed", { name })} onClick={() => void test()}>
          {t("test")}
        </Button>
        <Button variant="subtle" size="xs" aria-label={t("removeNamed", { name })} onClick={remove}>
          {t(isOwn ? "turnOff" : "remove")}
        </Button>
      </div>
    </li>
  );
}

interface DeviceListProps {
  /** newest first */
  readonly devices: readonly Device[];
  readonly ownHash: string | null;
  readonly onChanged: () => void;
}

/** Devices that receive, what became of their last notification, and a test for each. */
export function DeviceList({ devices, ownHash, onChanged }: DeviceListProps): ReactNode {
  return (
    <PlainList>
      {devices.map((device) => (
        <DeviceItem key={device.id} device={device} isOwn={device.endpointHash === ownHash} onChanged={onChanged} />
      ))}
    </PlainList>
  );
}
