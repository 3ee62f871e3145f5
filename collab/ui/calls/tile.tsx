import { IconHandStop, IconMicrophoneOff, IconVolume, IconWifiOff } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import { PersonAvatar } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useUser } from "../context/index.ts";
import { toFirstName } from "../view/index.ts";
import classes from "./tile.module.css";
import type { Share, Tile } from "./state.ts";
import { callTexts } from "./texts.ts";
import { Video } from "./video.tsx";

function Signs({ tile }: { readonly tile: Tile }): ReactNode {
  const t = useText(callTexts);
  return (
    <>
      {tile.hasHand && <IconHandStop size={14} stroke={1.75} aria-label={t("handRaised")} />}
      {!tile.isMicrophoneOn && <IconMicrophoneOff size={14} stroke={1.75} aria-label={t("microphoneIsOff")} />}
      {tile.isMicrophoneOn && tile.isSpeaking && <IconVolume size={14} stroke={1.75} aria-label={t("isSpeaking")} />}
      {tile.quality === "lost" && <IconWifiOff size={14} stroke={1.75} aria-label={t("quality_lost")} />}
    </>
  );
}

interface TileProps {
  readonly tile: Tile;
  /** small ones say the first name only */
  readonly size: "large" | "strip" | "small";
}

/** Somebody in the call: his picture, or who he is. */
export function TileView({ tile, size }: TileProps): ReactNode {
  const t = useText(callTexts);
  const fullName = useUser(tile.userId)?.fullName ?? "";
  const name = tile.isLocal ? t("you") : size === "small" ? toFirstName(fullName) : fullName;
  return (
    <div className={classes.tile} data-speaking={tile.isSpeaking || undefined} data-hand={tile.hasHand || undefined} data-size={size}>
      {tile.camera ? (
        <Video track={tile.camera} className={tile.isLocal ? `${classes.video} ${classes.mirrored}` : classes.video} label={name} />
      ) : (
        <PersonAvatar name={fullName} size={size === "large" ? 64 : size === "strip" ? 48 : 28} />
      )}
      <span className={classes.name}>
        <Signs tile={tile} />
        <span className={classes.words}>{name}</span>
      </span>
    </div>
  );
}

/** A shown screen, whole, its text sharp. */
export function ShareView({ share }: { readonly share: Share }): ReactNode {
  const t = useText(callTexts);
  const name = useUser(share.userId)?.fullName ?? "";
  return (
    <div className={classes.share}>
      <Video track={share.track} className={classes.screen} label={t("screenOf", { name: share.isLocal ? t("you") : name })} />
    </div>
  );
}
