import { PersonAvatar } from "../parts/index.ts";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { computeRowName } from "@veche/office-domain/directory";
import type { PersonId } from "@veche/office-domain/directory";
import type { ReactNode } from "react";
import classes from "./person-name.module.css";
import { usePerson } from "./people.ts";

interface PersonNameProps {
  readonly personId: PersonId;
  readonly isLink?: boolean;
  readonly size?: 20 | 24 | 28;
}

/** Avatar and name of a person. */
export function PersonName({ personId, isLink = false, size = 20 }: PersonNameProps): ReactNode {
  const person = usePerson(personId);
  if (!person) return <Skeleton height={12} width={120} />;
  const name = computeRowName(person.fullName);
  return (
    <span className={classes.person}>
      <PersonAvatar name={person.fullName} size={size} />
      {isLink ? (
        <Link to="/people/$personId" params={{ personId }} className={classes.link}>
          {name}
        </Link>
      ) : (
        <span className={classes.name} title={person.fullName}>
          {name}
        </span>
      )}
    </span>
  );
}
