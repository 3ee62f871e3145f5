import { ActionIcon, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconBuilding, IconX } from "@tabler/icons-react";
import { getDocument, listHistory, listViewers, setParticipants } from "@veche/office-domain/documents";
import type { Document, Participant } from "@veche/office-domain/documents";
import { computeRowName } from "@veche/office-domain/directory";
import type { DepartmentId } from "@veche/office-domain/directory";
import type { RouteOutput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import type { ReactNode } from "react";
import { PersonName, PersonPicker, useDepartments, usePerson } from "../directory/index.ts";
import { ErrorState, Picture, PlainList, RowsSkeleton, tellDone, tellError, useEndReached, useRoutePages } from "../parts/index.ts";
import classes from "./rights.module.css";
import { documentTexts } from "./texts.ts";

type Viewer = RouteOutput<typeof listViewers>["items"][number];

/** Changes who takes part; undoable. Says when the discussion follows only later. */
function useParticipants(document: Document): (participants: readonly Participant[]) => Promise<void> {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const save = async (participants: readonly Participant[], before: readonly Participant[] | null): Promise<void> => {
    try {
      const answer = await callRoute(setParticipants, { documentId: document.id, participants: [...participants] });
      client.setQueryData(routeKey(getDocument, { documentId: document.id }), answer.document);
      for (const route of [listViewers, listHistory]) void client.invalidateQueries({ queryKey: routeKey(route) });
      tellDone(t(answer.audience), before ? () => void save(before, null) : undefined);
    } catch (error) {
      tellError(error);
    }
  };
  return (participants) => save(participants, document.participants);
}

function DepartmentName({ departmentId }: { readonly departmentId: DepartmentId }): ReactNode {
  const { byId } = useDepartments();
  return (
    <span className={classes.department}>
      <Picture size={24}>
        <IconBuilding size={14} stroke={1.75} />
      </Picture>
      {byId.get(departmentId)?.name}
    </span>
  );
}

const keyOf = (participant: Participant): string => (participant.kind === "person" ? participant.personId : participant.departmentId);

function ParticipantRow({
  participant,
  onRemove,
}: {
  readonly participant: Participant;
  readonly onRemove: (() => void) | null;
}): ReactNode {
  const t = useText(documentTexts);
  const { byId } = useDepartments();
  const person = usePerson(participant.kind === "person" ? participant.personId : null);
  const department = participant.kind === "department" ? byId.get(participant.departmentId) : undefined;
  return (
    <li className={classes.row}>
      <span className={classes.who}>
        {participant.kind === "person" ? (
          <PersonName personId={participant.personId} size={24} isLink />
        ) : (
          <DepartmentName departmentId={participant.departmentId} />
        )}
      </span>
      {department && <span className={classes.reason}>{t("departmentPeople", { count: department.personCount })}</span>}
      {onRemove && (
        <ActionIcon
          size="sm"
          aria-label={t("removeParticipant", { name: department?.name ?? (person ? computeRowName(person.fullName) : "") })}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}

function Participants({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  const { departments } = useDepartments();
  const save = useParticipants(document);
  const { participants, can } = document;
  const add = (participant: Participant): void => void save([...participants, participant]);
  const addedPeople = participants.flatMap((one) => (one.kind === "person" ? [one.personId] : []));
  const free = departments.filter(({ id }) => !participants.some((one) => one.kind === "department" && one.departmentId === id));
  return (
    <section>
      <h2 className={classes.heading}>{t("participants")}</h2>
      {participants.length === 0 && <p className={classes.note}>{t("noParticipants")}</p>}
      <PlainList>
        {participants.map((participant) => (
          <ParticipantRow
            key={keyOf(participant)}
            participant={participant}
            onRemove={can.share ? () => void save(participants.filter((one) => one !== participant)) : null}
          />
        ))}
      </PlainList>
      {can.share ? (
        <div className={classes.add}>
          <PersonPicker
            ariaLabel={t("addPerson")}
            placeholder={t("addPerson")}
            value={null}
            excluded={[...addedPeople, document.authorId, document.responsibleId]}
            onChange={(personId) => personId && add({ kind: "person", personId })}
          />
          <Select
            aria-label={t("addDepartment")}
            placeholder={t("addDepartment")}
            searchable
            value={null}
            data={free.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              const department = free.find((one) => one.id === id);
              if (department) add({ kind: "department", departmentId: department.id });
            }}
          />
        </div>
      ) : (
        <p className={classes.note}>{t("mayNotShare")}</p>
      )}
    </section>
  );
}

function Viewers({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  const { byId } = useDepartments();
  const list = useRoutePages(listViewers, { documentId: document.id });
  const end = useEndReached(list);
  const why = ({ reason, departmentId }: Viewer): string =>
    reason === "department" ? t("throughDepartment", { name: (departmentId && byId.get(departmentId)?.name) || "" }) : t(reason);
  return (
    <section>
      <h2 className={classes.heading}>{t("viewers")}</h2>
      {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton count={5} />}
      <PlainList>
        {list.data?.pages
          .flatMap(({ items }) => items)
          .map((viewer) => (
            <li key={viewer.personId} className={classes.row}>
              <span className={classes.who}>
                <PersonName personId={viewer.personId} size={24} isLink />
              </span>
              <span className={classes.reason}>{why(viewer)}</span>
            </li>
          ))}
      </PlainList>
      <div ref={end} />
    </section>
  );
}

/** Who sees the document and its discussion, and why. */
export function Rights({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  return (
    <div className={classes.rights}>
      <p className={classes.lead}>{t("whoSees")}</p>
      <div className={classes.parts}>
        <Participants document={document} />
        <Viewers document={document} />
      </div>
    </div>
  );
}
