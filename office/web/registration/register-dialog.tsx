import { Button, Group, MultiSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { AppError, newId } from "@veche/kernel";
import { documentKinds } from "@veche/office-domain/documents";
import {
  createRegister,
  findTemplateFault,
  formatNumber,
  kindCodes,
  listRegisters,
  toLocalDate,
  updateRegister,
} from "@veche/office-domain/registration";
import type { Register, RegisterInput } from "@veche/office-domain/registration";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { documentTexts } from "../documents/index.ts";
import { Dialog, tellDone, tellError, tellProblem } from "../parts/index.ts";
import { registerTexts } from "./texts.ts";

const russianZones = [
  "Europe/Kaliningrad",
  "Europe/Moscow",
  "Europe/Samara",
  "Asia/Yekaterinburg",
  "Asia/Omsk",
  "Asia/Krasnoyarsk",
  "Asia/Irkutsk",
  "Asia/Yakutsk",
  "Asia/Vladivostok",
  "Asia/Magadan",
  "Asia/Kamchatka",
];
const usual: RegisterInput = {
  name: "",
  kinds: [],
  prefix: "",
  template: "{prefix}-{n:5}/{yy}",
  restart: "yearly",
  timeZone: "Europe/Moscow",
};

/** What its next document would be called, as far as the form stands; null when the template is wrong. */
function previewNumber({ template, restart, prefix, kinds, timeZone }: RegisterInput, register: Register | null): string | null {
  if (findTemplateFault(template, restart) !== null) return null;
  const isSame = register?.template === template && register.prefix === prefix && register.timeZone === timeZone;
  if (isSame) return register.nextNumber;
  const facts = { prefix, sequence: register?.nextSequence ?? 1, registeredOn: toLocalDate(new Date(), timeZone) };
  return formatNumber(template, { ...facts, departmentCode: "…", kindCode: kindCodes[kinds[0] ?? "memo"] });
}

function useSaving(register: Register | null, onClose: () => void): (draft: RegisterInput) => Promise<void> {
  const t = useText(registerTexts);
  const client = useQueryClient();
  return async (draft) => {
    try {
      if (register) await callRoute(updateRegister, { registerId: register.id, ...draft });
      else await callRoute(createRegister, { id: newId<"Register">(), ...draft });
      tellDone(t("saved"));
      onClose();
    } catch (error) {
      const isTaken = error instanceof AppError && error.details["reason"] === "nameTaken";
      if (isTaken) tellProblem(t("nameTaken"));
      else tellError(error);
    } finally {
      void client.invalidateQueries({ queryKey: routeKey(listRegisters) });
    }
  };
}

/** Adds or changes a register; what the next number will be is shown while one types. */
export function RegisterDialog({ register, onClose }: { readonly register: Register | null; readonly onClose: () => void }): ReactNode {
  const t = useText(registerTexts);
  const kindName = useText(documentTexts);
  const save = useSaving(register, onClose);
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<RegisterInput>(() => toDraft(register));
  const set = (change: Partial<RegisterInput>): void => setDraft({ ...draft, ...change });
  const fault = findTemplateFault(draft.template, draft.restart);
  const number = previewNumber(draft, register);
  const isFixed = register !== null && register.entryCount > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() && draft.kinds.length > 0 && fault === null) void save({ ...draft, name: draft.name.trim() });
  };
  return (
    <Dialog onClose={onClose} title={t("editTitle")}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t("name")}
            withAsterisk
            data-autofocus
            maxLength={100}
            value={draft.name}
            error={isTried && !draft.name.trim() ? t("required") : undefined}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <MultiSelect
            label={t("kinds")}
            withAsterisk
            value={draft.kinds}
            data={documentKinds.map((value) => ({ value, label: kindName(value) }))}
            error={isTried && draft.kinds.length === 0 ? t("required") : undefined}
            onChange={(kinds) => set({ kinds })}
          />
          <Group gap="md" grow align="flex-start">
            <TextInput
              label={t("prefix")}
              description={t("prefixHint")}
              maxLength={10}
              value={draft.prefix}
              onChange={(event) => set({ prefix: event.currentTarget.value.replaceAll(/[{}]/g, "") })}
            />
            <Select
              label={t("restart")}
              description={isFixed ? t("restartFixed") : undefined}
              disabled={isFixed}
              allowDeselect={false}
              value={draft.restart}
              data={(["yearly", "never"] as const).map((value) => ({ value, label: t(value) }))}
              onChange={(restart) => set({ restart: restart === "never" ? "never" : "yearly" })}
            />
          </Group>
          <TextInput
            label={t("template")}
            description={t("templateHint")}
            withAsterisk
            maxLength={40}
            value={draft.template}
            error={fault === null ? undefined : t(fault)}
            onChange={(event) => set({ template: event.currentTarget.value })}
          />
          <Select
            label={t("timeZone")}
            description={t("timeZoneHint")}
            searchable
            allowDeselect={false}
            value={draft.timeZone}
            data={[...new Set([...russianZones, draft.timeZone])]}
            onChange={(timeZone) => set({ timeZone: timeZone ?? draft.timeZone })}
          />
          <Text size="sm" fw={600} aria-live="polite">
            {number === null ? " " : t("preview", { number })}
          </Text>
          <Group gap="sm">
            <Button type="submit">{t("save")}</Button>
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function toDraft(register: Register | null): RegisterInput {
  if (register === null) return usual;
  const { name, kinds, prefix, template, restart, timeZone } = register;
  return { name, kinds, prefix, template, restart, timeZone };
}
