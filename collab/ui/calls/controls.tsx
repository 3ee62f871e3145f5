import {
  IconHandStop,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { tellError } from "@veche/web/parts";
import type { ComponentPropsWithRef, ReactNode } from "react";
import classes from "./controls.module.css";
import type { CallSession } from "./session.ts";
import { callTexts } from "./texts.ts";
import { useSessionState } from "./use-calls.ts";

type KeyProps = Omit<ComponentPropsWithRef<"button">, "type" | "className" | "children" | "title" | "aria-label"> & {
  /** under the key, and its name; none: it is named by what it does */
  readonly caption?: string | undefined;
  /** what it does */
  readonly label: string;
  readonly icon: ReactNode;
  readonly isOn?: boolean | undefined;
  readonly tone?: "accent" | "red" | undefined;
  readonly count?: number | undefined;
};

/** One key of a call. */
export function Key({ caption, label, icon, isOn, tone, count = 0, ...props }: KeyProps): ReactNode {
  return (
    <button
      {...props}
      type="button"
      className={classes.key}
      aria-label={caption ?? label}
      title={label}
      {...(isOn === undefined ? {} : { "aria-pressed": isOn })}
      data-tone={tone}
    >
      <span className={classes.cap}>
        {icon}
        {count > 0 && <span className={classes.count}>{count}</span>}
      </span>
      {caption && <span className={classes.caption}>{caption}</span>}
    </button>
  );
}

interface ControlsProps {
  readonly session: CallSession;
  /** small ones have no words */
  readonly isSmall?: boolean;
}

export function MicrophoneKey({ session, isSmall = false }: ControlsProps): ReactNode {
  const t = useText(callTexts);
  const { isMicrophoneOn } = useSessionState(session);
  const Icon = isMicrophoneOn ? IconMicrophone : IconMicrophoneOff;
  return (
    <Key
      caption={isSmall ? undefined : t("microphone")}
      label={t(isMicrophoneOn ? "microphoneOff" : "microphoneOn")}
      icon={<Icon size={18} stroke={1.75} />}
      isOn={isSmall ? undefined : isMicrophoneOn}
      tone={isMicrophoneOn ? undefined : "red"}
      onClick={() => void session.toggleMicrophone()}
    />
  );
}

export function CameraKey({ session, isSmall = false }: ControlsProps): ReactNode {
  const t = useText(callTexts);
  const { isCameraOn } = useSessionState(session);
  const Icon = isCameraOn ? IconVideo : IconVideoOff;
  return (
    <Key
      caption={isSmall ? undefined : t("camera")}
      label={t(isCameraOn ? "cameraOff" : "cameraOn")}
      icon={<Icon size={18} stroke={1.75} />}
      isOn={isSmall ? undefined : isCameraOn}
      onClick={() => void session.toggleCamera()}
    />
  );
}

export function ScreenKey({ session }: ControlsProps): ReactNode {
  const t = useText(callTexts);
  const { isSharing } = useSessionState(session);
  if (!("getDisplayMedia" in (navigator.mediaDevices ?? {}))) return null;
  const Icon = isSharing ? IconScreenShareOff : IconScreenShare;
  return (
    <Key
      caption={t("screen")}
      label={t(isSharing ? "screenOff" : "screenOn")}
      icon={<Icon size={18} stroke={1.75} />}
      isOn={isSharing}
      tone={isSharing ? "accent" : undefined}
      onClick={() => void session.toggleScreen()}
    />
  );
}

export function HandKey({ session }: ControlsProps): ReactNode {
  const t = useText(callTexts);
  const { hasHand } = useSessionState(session);
  return (
    <Key
      caption={t("hand")}
      label={t(hasHand ? "handDown" : "handUp")}
      icon={<IconHandStop size={18} stroke={1.75} />}
      isOn={hasHand}
      tone={hasHand ? "accent" : undefined}
      onClick={() => void session.toggleHand().catch(tellError)}
    />
  );
}

export function LeaveKey({ session, isSmall = false }: ControlsProps): ReactNode {
  const t = useText(callTexts);
  return (
    <Key
      caption={isSmall ? undefined : t("leave")}
      label={t("leave")}
      icon={<IconPhoneOff size={18} stroke={1.75} />}
      tone="red"
      onClick={() => void session.leave().catch(tellError)}
    />
  );
}
