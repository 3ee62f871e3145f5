import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Icon } from "@tabler/icons-react";
import type { Permission } from "@veche/office-domain/access";
import type { ReactNode } from "react";
import { Picture, PlainList } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import classes from "./administration.module.css";
import { useMissingRight } from "./missing-right.ts";

export interface Tile {
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly icon: Icon;
  /** without it the tile is shown, but does not open; undefined: for everybody */
  readonly permission?: Permission;
}

/** Places of a section, each with what it is for. What a person may not open says which right is missing. */
export function Tiles({ tiles }: { readonly tiles: readonly Tile[] }): ReactNode {
  const missingRight = useMissingRight();
  const { permissions } = useMe();
  return (
    <PlainList className={classes.tiles}>
      {tiles.map(({ to, title, text, icon: TileIcon, permission }) => {
        const mayOpen = permission === undefined || permissions.includes(permission);
        const content = (
          <>
            <Picture size={40} tone={mayOpen ? "accent" : "neutral"}>
              <TileIcon size={20} stroke={1.75} />
            </Picture>
            <span className={classes.tileText}>
              <span className={classes.tileTitle}>{title}</span>
              <span className={classes.tileNote}>{text}</span>
            </span>
          </>
        );
        return (
          <li key={to}>
            {mayOpen ? (
              <Link to={to} className={classes.tile}>
                {content}
              </Link>
            ) : (
              <Tooltip label={missingRight(permission)} multiline w={280}>
                <span className={classes.tile} data-disabled tabIndex={0} role="link" aria-disabled="true">
                  {content}
                </span>
              </Tooltip>
            )}
          </li>
        );
      })}
    </PlainList>
  );
}
