import type { Call } from "@veche/collab-domain/calls";
import { useText } from "@veche/web/i18n";
import type { CSSProperties, ReactNode } from "react";
import classes from "./pictures.module.css";
import type { Layout, SessionState, Tile } from "./state.ts";
import { callTexts } from "./texts.ts";
import { ShareView, TileView } from "./tile.tsx";
import { useSpeaker } from "./use-speaker.ts";

interface PicturesProps {
  readonly state: SessionState;
  readonly call: Call | undefined;
  readonly layout: Layout;
}

function Strip({ tiles }: { readonly tiles: readonly Tile[] }): ReactNode {
  return (
    <div className={classes.strip}>
      {tiles.map((tile) => (
        <TileView key={tile.identity} tile={tile} size="strip" />
      ))}
    </div>
  );
}

/** A shown screen, who speaks, or everybody alike. */
export function Pictures({ state, call, layout }: PicturesProps): ReactNode {
  const t = useText(callTexts);
  const { tiles } = state;
  const share = state.shares.find(({ isLocal }) => !isLocal) ?? state.shares[0];
  const speaker = useSpeaker(tiles);
  if (share) {
    return (
      <div className={classes.withStrip}>
        <ShareView share={share} />
        <Strip tiles={tiles} />
      </div>
    );
  }
  if (layout === "speaker" && speaker && tiles.length > 1) {
    return (
      <div className={classes.withStrip}>
        <div className={classes.large}>
          <TileView tile={speaker} size="large" />
        </div>
        <Strip tiles={tiles.filter((tile) => tile !== speaker)} />
      </div>
    );
  }
  const columns = Math.ceil(Math.sqrt(tiles.length));
  return (
    <div className={classes.gridPlace}>
      <div className={classes.grid} style={{ "--columns": columns } as CSSProperties} data-few={tiles.length < 3 || undefined}>
        {tiles.map((tile) => (
          <TileView key={tile.identity} tile={tile} size="large" />
        ))}
      </div>
      {tiles.length === 1 && state.connection !== "connecting" && (
        <p className={classes.alone} role="status">
          {t(call?.state === "ringing" ? "waiting" : "alone")}
        </p>
      )}
    </div>
  );
}
