import { parseFullName } from "@veche/kernel";
import { useText } from "../i18n/index.ts";
import type { CSSProperties, ReactNode } from "react";
import classes from "./avatar.module.css";
import { partTexts } from "./texts.ts";

export type PresenceState = "online" | "away" | "doNotDisturb" | "offline";
type AvatarSize = 20 | 24 | 28 | 36 | 40 | 48 | 64;

const colourCount = 8;
const letterSizes: Readonly<Record<AvatarSize, number>> = { 20: 9, 24: 10, 28: 11, 36: 13, 40: 14, 48: 16, 64: 20 };

/** @returns given and family name, however the name is written: «Орлов Дмитрий Александрович» and «Дмитрий Орлов» are one */
function splitName(name: string): readonly string[] {
  const { given, family } = parseFullName(name);
  return [given[0] ?? "", family];
}

/** @returns first letters of the given and the family name: «Орлов Дмитрий Александрович» → «ДО» */
export function computeInitials(fullName: string): string {
  const [first = "", second = ""] = splitName(fullName);
  return `${Array.from(first)[0] ?? ""}${Array.from(second)[0] ?? ""}`.toUpperCase();
}

function computeColour(name: string): number {
  let sum = 0;
  for (const letter of splitName(name).join(" ")) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % colourCount) + 1;
}

interface PersonAvatarProps {
  readonly name: string;
  readonly size?: AvatarSize;
  /** undefined: presence is not shown */
  readonly presence?: PresenceState | undefined;
}

/** A person: round, his initials, his presence by shape and colour. The name stands beside it, so the picture itself is silent. */
export function PersonAvatar({ name, size = 36, presence }: PersonAvatarProps): ReactNode {
  const t = useText(partTexts);
  const style: CSSProperties = { inlineSize: size, blockSize: size, fontSize: letterSizes[size] };
  return (
    <span className={classes.avatar} data-colour={computeColour(name)} data-large={size >= 64 || undefined} style={style}>
      <span className={classes.initials} data-initials={computeInitials(name)} aria-hidden />
      {presence && <span className={classes.presence} data-state={presence} role="img" aria-label={t(presence)} />}
    </span>
  );
}

export type Tone = "neutral" | "accent" | "green" | "amber" | "red";

interface PictureProps {
  readonly children: ReactNode;
  readonly size?: 24 | 28 | 36 | 40;
  readonly tone?: Tone;
}

/** A record, a group or a place: square. */
export function Picture({ children, size = 36, tone = "neutral" }: PictureProps): ReactNode {
  return (
    <span className={classes.picture} data-tone={tone} style={{ inlineSize: size, blockSize: size }} aria-hidden>
      {children}
    </span>
  );
}
