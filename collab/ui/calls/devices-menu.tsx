import { Menu } from "@mantine/core";
import { IconCheck, IconSettings } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Key } from "./controls.tsx";
import type { CallSession } from "./session.ts";
import { callTexts } from "./texts.ts";

const kinds = [
  ["audioinput", "microphones"],
  ["audiooutput", "speakers"],
  ["videoinput", "cameras"],
] as const;

type Devices = Readonly<Partial<Record<MediaDeviceKind, readonly MediaDeviceInfo[]>>>;

/** What is plugged in, followed while it is shown. */
function useDevices(isShown: boolean): Devices {
  const [devices, setDevices] = useState<Devices>({});
  useEffect(() => {
    if (!isShown) return undefined;
    const read = async (): Promise<void> => {
      const all = await navigator.mediaDevices.enumerateDevices();
      setDevices(Object.fromEntries(kinds.map(([kind]) => [kind, all.filter((one) => one.kind === kind && one.deviceId !== "")])));
    };
    const follow = (): void => void read().catch(() => undefined);
    follow();
    navigator.mediaDevices.addEventListener("devicechange", follow);
    return () => navigator.mediaDevices.removeEventListener("devicechange", follow);
  }, [isShown]);
  return devices;
}

/** Another microphone, camera or loudspeaker, while one talks. */
export function DevicesMenu({ session }: { readonly session: CallSession }): ReactNode {
  const t = useText(callTexts);
  const [isOpened, setOpened] = useState(false);
  const devices = useDevices(isOpened);
  if (!navigator.mediaDevices) return null;
  return (
    <Menu opened={isOpened} onChange={setOpened} position="top" withinPortal={false} width={280}>
      <Menu.Target>
        <Key caption={t("devicesShort")} label={t("devices")} icon={<IconSettings size={18} stroke={1.75} />} />
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(([kind, name]) => {
          const found = devices[kind] ?? [];
          if (found.length === 0) return null;
          const chosen = session.getDevice(kind) ?? "default";
          return (
            <div key={kind}>
              <Menu.Label>{t(name)}</Menu.Label>
              {found.map((device, index) => (
                <Menu.Item
                  key={device.deviceId}
                  rightSection={device.deviceId === chosen ? <IconCheck size={16} stroke={1.75} /> : null}
                  onClick={() => void session.setDevice(kind, device.deviceId).catch(tellError)}
                >
                  {device.label || t("deviceUnnamed", { number: index + 1 })}
                </Menu.Item>
              ))}
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
