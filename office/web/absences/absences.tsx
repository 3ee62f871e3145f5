import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { areas, deleteAbsence, listAbsences } from "@veche/office-domain/absences";
import type { Absence } from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";
import { useFormat, useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import { ConfirmDialog, PlainList, tellDone, tellError } from "../parts/index.ts";
import { AbsenceDialog } from "./absence-dialog.tsx";
import classes from "./absences.module.css";
import { absenceTexts } from "./texts.ts";

/** @returns «В отпуске до 3 декабря 2026 г.», or what is to come with its days */
function useDescription(): (absence: Absence) => string {
  const t = useText(absenceTexts);
  const format = useFormat();
  return ({ reason, startsOn, endsOn, isNow }) =>
    isNow
      ? t(`${reason}Now`, { date: format.date(endsOn) })
      : t("later", { reason: t(reason), from: format.numericDate(startsOn), to: format.numericDate(endsOn) });
}

function Substitutes({ substitutes }: Pick<Absence, "substitutes">): ReactNode {
  const t = useText(absenceTexts);
  if (substitutes.length === 0) return <div className={classes.note}>{t("nobody")}</div>;
  const byPerson = [...Map.groupBy(substitutes, ({ personId }) => personId)];
  return (
    <div className={classes.note}>
      {t("substitute", { count: byPerson.length })}
      {byPerson.map(([personId, own]) => (
        <span key={personId} className={classes.substitute}>
          <PersonName personId={personId} isLink />
          {own.length < areas.length && <span>({own.map(({ area }) => t(area)).join(", ")})</span>}
        </span>
      ))}
    </div>
  );
}

interface AbsenceRowProps {
  readonly absence: Absence;
  readonly canEdit: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function AbsenceRow({ absence, canEdit, onEdit, onRemove }: AbsenceRowProps): ReactNode {
  const t = useText(absenceTexts);
  const what = useDescription()(absence);
  return (
    <li className={classes.absence}>
      <div className={classes.text}>
        <div data-now={absence.isNow || undefined} className={classes.what}>
          {what}
        </div>
        <Substitutes substitutes={absence.substitutes} />
      </div>
      {canEdit && (
        <>
          <IconAction label={t("edit", { what })} onClick={onEdit}>
            <IconPencil size={16} stroke={1.75} />
          </IconAction>
          <IconAction label={t("remove", { what })} onClick={onRemove}>
            <IconTrash size={16} stroke={1.75} />
          </IconAction>
        </>
      )}
    </li>
  );
}

type Asked = { readonly what: "add" } | { readonly what: "edit" | "remove"; readonly absence: Absence } | null;

/** When a person is away and who acts for him; for him, his head and administrators a way to change it. Nothing where nothing is to be said. */
export function Absences({ personId }: { readonly personId: PersonId }): ReactNode {
  const t = useText(absenceTexts);
  const describe = useDescription();
  const client = useQueryClient();
  const [asked, ask] = useState<Asked>(null);
  const close = (): void => ask(null);
  const { data } = useRoute(listAbsences, { personId });
  const remove = useRouteMutation(deleteAbsence, {
    onSuccess: (list) => {
      client.setQueryData(routeKey(listAbsences, { personId }), list);
      tellDone(t("removed"));
    },
    onError: tellError,
  });
  if (!data || (data.items.length === 0 && !data.can.edit)) return null;
  return (
    <div className={classes.part} role="group" aria-label={t("title")}>
      <PlainList>
        {data.items.map((absence) => (
          <AbsenceRow
            key={absence.id}
            absence={absence}
            canEdit={data.can.edit}
            onEdit={() => ask({ what: "edit", absence })}
            onRemove={() => ask({ what: "remove", absence })}
          />
        ))}
      </PlainList>
      {data.can.edit && (
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => ask({ what: "add" })}>
          {t("add")}
        </Button>
      )}
      {asked?.what === "add" && <AbsenceDialog personId={personId} absence={null} onClose={close} />}
      {asked?.what === "edit" && <AbsenceDialog personId={personId} absence={asked.absence} onClose={close} />}
      {asked?.what === "remove" && (
        <ConfirmDialog
          title={t("removeTitle")}
          text={t("removeText", { what: describe(asked.absence) })}
          confirmLabel={t("removeAction")}
          onConfirm={() => remove.mutate({ absenceId: asked.absence.id })}
          onClose={close}
        />
      )}
    </div>
  );
}
