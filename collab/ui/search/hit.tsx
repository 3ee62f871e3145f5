import type { FoundPlace, SearchHit } from "@veche/collab-domain/search";
import { IconPaperclip } from "@tabler/icons-react";
import { Time } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useUser } from "../context/index.ts";
import { PersonPicture } from "../people/index.ts";
import { Marked } from "./marked.tsx";
import classes from "./search.module.css";

interface HitProps {
  readonly hit: SearchHit;
  /** where it stands; null when that is known */
  readonly place: FoundPlace | null;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
}

/** A message that was found: who, where, when, and the words round what was looked for. */
export function Hit({ hit, place, isSelected, onOpen }: HitProps): ReactNode {
  const author = useUser(hit.authorId);
  const files = hit.files.filter(({ foundInName, textSnippet }) => foundInName.length > 0 || textSnippet !== null);
  const shownFiles = files.length > 0 || hit.snippet.text !== "" ? files : hit.files.slice(0, 2);
  return (
    <button type="button" className={classes.hit} data-found aria-current={isSelected || undefined} onClick={onOpen}>
      <PersonPicture userId={hit.authorId} size={28} />
      <span className={classes.words}>
        <span className={classes.line}>
          <b className={classes.name}>{author?.fullName}</b>
          <Time at={hit.createdAt} form="short" className={classes.time} />
        </span>
        {place && place.kind !== "personal" && <span className={classes.place}>{place.title}</span>}
        {hit.snippet.text !== "" && (
          <span className={classes.snippet}>
            <Marked {...hit.snippet} />
          </span>
        )}
        {shownFiles.map(({ attachment, foundInName, textSnippet }) => (
          <span key={attachment.fileId} className={classes.file}>
            <IconPaperclip size={14} stroke={1.75} aria-hidden />
            <span>
              <Marked text={attachment.name} found={foundInName} />
              {textSnippet && (
                <span className={classes.snippet}>
                  <Marked {...textSnippet} />
                </span>
              )}
            </span>
          </span>
        ))}
      </span>
    </button>
  );
}
