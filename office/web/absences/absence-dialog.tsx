import { Button, Checkbox, Group, Select, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { AppError, newId } from "@veche/kernel";
import { absenceReasons, areas, createAbsence, listAbsences, updateAbsence } from "@veche/office-domain/absences";
import type { Absence } from "@veche/office-domain/absences";
import type { PersonId } from "@veche/office-domain/directory";
import { DateField, useDateFault } from "@veche/web/dates";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { PersonPicker } from "../directory/index.ts";
import { Dialog, tellDone, tellError, tellProblem } from "../parts/index.ts";
import { toDraft, toInput } from "./draft.ts";
import type { AbsenceDraft } from "./draft.ts";
import { absenceTexts } from "./texts.ts";

interface AbsenceDialogProps {
  readonly personId: PersonId;
  /** null: a new one */
  readonly absence: Absence | null;
  readonly onClose: () => void;
}

/** Sends an absence; what the server refuses is told in words. */
function useSave({ personId, absence, onClose }: AbsenceDialogProps) {
  const t = useText(absenceTexts);
  const client = useQueryClient();
  const [newAbsenceId] = useState(() => newId<"Absence">());
  const [isBusy, setBusy] = useState(false);
  const tell = (error: unknown): void => {
    const reason = error instanceof AppError ? error.details["reason"] : undefined;
    if (reason === "overlap") tellProblem(t("overlap"));
    else if (reason === "too_long") tellProblem(t("tooLong"));
    else if (reason === "unknown") tellProblem(t("unknown"));
    else tellError(error);
  };
  const save = async (draft: AbsenceDraft): Promise<void> => {
    setBusy(true);
    try {
      const input = toInput(draft);
      const saved = absence
        ? await callRoute(updateAbsence, { absenceId: absence.id, ...input })
        : await callRoute(createAbsence, { personId, id: newAbsenceId, ...input });
      client.setQueryData(routeKey(listAbsences, { personId }), saved);
      tellDone(t("saved"));
      onClose();
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  return { save, isBusy };
}

function Substitutes({
  personId,
  draft,
  onChange,
}: {
  readonly personId: PersonId;
  readonly draft: AbsenceDraft;
  readonly onChange: (change: Partial<AbsenceDraft>) => void;
}): ReactNode {
  const t = useText(absenceTexts);
  return (
    <>
      {!draft.isByArea && (
        <PersonPicker
          label={t("who")}
          isClearable
          excluded={[personId]}
          value={draft.substituteId}
          onChange={(substituteId) => onChange({ substituteId })}
        />
      )}
      <Checkbox label={t("byArea")} checked={draft.isByArea} onChange={(event) => onChange({ isByArea: event.currentTarget.checked })} />
      {draft.isByArea &&
        areas.map((area) => (
          <PersonPicker
            key={area}
            label={t(`area.${area}`)}
            isClearable
            excluded={[personId]}
            value={draft.byArea[area]}
            onChange={(id) => onChange({ byArea: { ...draft.byArea, [area]: id } })}
          />
        ))}
    </>
  );
}

/** An absence: why, which days, and who acts meanwhile. */
export function AbsenceDialog(props: AbsenceDialogProps): ReactNode {
  const { personId, absence, onClose } = props;
  const t = useText(absenceTexts);
  const faultOf = useDateFault();
  const [draft, setDraft] = useState(() => toDraft(absence));
  const [isTried, setTried] = useState(false);
  const { save, isBusy } = useSave(props);
  const set = (change: Partial<AbsenceDraft>): void => setDraft({ ...draft, ...change });
  const { startsOn, endsOn } = draft;
  const startFault = startsOn ? faultOf(startsOn) : t("fillDay");
  const endFault = endsOn ? (faultOf(endsOn) ?? (endsOn < startsOn ? t("beforeStart") : null)) : t("fillDay");
  return (
    <Dialog onClose={onClose} title={t("addTitle")} size={440} closeOnClickOutside={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (startFault ?? endFault) setTried(true);
          else void save(draft);
        }}
      >
        <Stack gap="md">
          <Select
            label={t("reason")}
            allowDeselect={false}
            data-autofocus
            value={draft.reason}
            data={absenceReasons.map((value) => ({ value, label: t(value) }))}
            onChange={(value) => set({ reason: absenceReasons.find((reason) => reason === value) ?? draft.reason })}
          />
          <Group grow align="flex-start">
            <DateField
              label={t("startsOn")}
              isRequired
              value={startsOn}
              error={isTried ? startFault : null}
              onChange={(value) => set({ startsOn: value })}
            />
            <DateField
              label={t("endsOn")}
              isRequired
              value={endsOn}
              error={isTried ? endFault : null}
              onChange={(value) => set({ endsOn: value })}
            />
          </Group>
          <Substitutes personId={personId} draft={draft} onChange={set} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
