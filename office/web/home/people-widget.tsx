import { Link } from "@tanstack/react-router";
import { computeRowName, listPeople } from "@veche/office-domain/directory";
import type { DepartmentId, Person } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { usePresence } from "../collaboration/index.ts";
import { PersonAvatar, PlainList, RowsSkeleton, RowText } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import classes from "./home.module.css";
import { homeTexts } from "./texts.ts";

const shownCount = 6;

function Row({ person }: { readonly person: Person }): ReactNode {
  const presence = usePresence(person.id);
  return (
    <li>
      <Link to="/people/$personId" params={{ personId: person.id }} data-row className={classes.row}>
        <PersonAvatar name={person.fullName} size={28} presence={presence?.state} />
        <RowText title={computeRowName(person.fullName)} note={person.position} />
      </Link>
    </li>
  );
}

/** People of my department. */
export function PeopleRows({ departmentId }: { readonly departmentId: DepartmentId | null }): ReactNode {
  const t = useText(homeTexts);
  const me = useMe().person.id;
  const { data } = useRoute(listPeople, { ...(departmentId ? { departmentId } : {}), limit: shownCount + 1 });
  if (!data) return <RowsSkeleton count={4} height={48} hasPicture />;
  const others = data.items.filter(({ id }) => id !== me).slice(0, shownCount);
  if (others.length === 0) return <p className={classes.empty}>{t("noColleagues")}</p>;
  return (
    <PlainList>
      {others.map((person) => (
        <Row key={person.id} person={person} />
      ))}
    </PlainList>
  );
}
