import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { IconRubberStamp } from "@tabler/icons-react";
import { getDocument } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import { getRegistration, listJournal, listRegisters, registerDocument } from "@veche/office-domain/registration";
import type { Register } from "@veche/office-domain/registration";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey, useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, ErrorState, RowsSkeleton, tellDone } from "../parts/index.ts";
import { useTellRegistrationFault } from "./registration-fault.ts";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

const nextInOrder = "next";

interface ChoiceProps {
  readonly document: Document;
  /** that take this kind; not empty */
  readonly registers: readonly Register[];
  readonly onClose: () => void;
}

function RegisterChoice({ document, registers, onClose }: ChoiceProps): ReactNode {
  const t = useText(registrationTexts);
  const client = useQueryClient();
  const tellFault = useTellRegistrationFault();
  const [chosen, setChosen] = useState<Register>(registers[0]!);
  const [numberId, setNumberId] = useState(nextInOrder);
  const [isBusy, setBusy] = useState(false);
  const { data: reserved } = useRoute(listJournal, { registerId: chosen.id, state: "reserved", limit: 200 });
  const usable = reserved?.items.filter(({ kind }) => kind === document.kind) ?? [];
  const entry = usable.find(({ id }) => id === numberId);
  const register = async (): Promise<void> => {
    setBusy(true);
    try {
      const { number } = await callRoute(registerDocument, {
        documentId: document.id,
        registerId: chosen.id,
        ...(entry ? { entryId: entry.id } : {}),
      });
      for (const route of [getDocument, getRegistration, listRegisters, listJournal]) {
        void client.invalidateQueries({ queryKey: routeKey(route) });
      }
      tellDone(t("registeredAs", { number }));
      onClose();
    } catch (error) {
      tellFault(error);
      setBusy(false);
    }
  };
  return (
    <Stack gap="md">
      <Select
        label={t("registerIn")}
        allowDeselect={false}
        data-autofocus
        value={chosen.id}
        data={registers.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          setChosen(registers.find((one) => one.id === id) ?? chosen);
          setNumberId(nextInOrder);
        }}
      />
      <Select
        label={t("numberToGive")}
        allowDeselect={false}
        value={entry?.id ?? nextInOrder}
        data={[
          { value: nextInOrder, label: t("nextFree", { number: chosen.nextNumber }) },
          ...usable.map(({ id, number, steps }) => ({
            value: id as string,
            label: t("reservedNumber", { number, reason: steps[0]?.reason ?? "" }),
          })),
        ]}
        onChange={(id) => setNumberId(id ?? nextInOrder)}
      />
      <Group gap="sm">
        <Button loading={isBusy} onClick={() => void register()}>
          {t("register")}
        </Button>
        <CancelButton onClose={onClose} />
      </Group>
    </Stack>
  );
}

function CancelButton({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText(documentTexts);
  return (
    <Button variant="subtle" onClick={onClose}>
      {t("cancel")}
    </Button>
  );
}

function RegisterDialog({ document, onClose }: { readonly document: Document; readonly onClose: () => void }): ReactNode {
  const t = useText(registrationTexts);
  const kindName = useText(documentTexts)(document.kind);
  const { data, error, refetch } = useRoute(listRegisters, {}, { staleTime: 0 });
  const registers = data?.items.filter(({ kinds }) => kinds.includes(document.kind));
  return (
    <Dialog onClose={onClose} title={t("registerTitle")}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!registers && !error && <RowsSkeleton count={2} height={48} />}
      {registers?.length === 0 && (
        <Stack gap="md">
          <Text size="sm">{t("noRegister", { kind: kindName })}</Text>
          <CancelButton onClose={onClose} />
        </Stack>
      )}
      {registers && registers.length > 0 && <RegisterChoice document={document} registers={registers} onClose={onClose} />}
    </Dialog>
  );
}

/** Registers the document, for who may; nothing once it is registered. */
export function RegisterButton({ document }: { readonly document: Document }): ReactNode {
  const t = useText(registrationTexts);
  const [isOpened, dialog] = useDisclosure(false);
  if (!document.can.register) return null;
  return (
    <>
      <Button
        variant={document.can.edit ? "default" : "filled"}
        leftSection={<IconRubberStamp size={18} stroke={1.75} aria-hidden />}
        onClick={dialog.open}
      >
        {t("register")}
      </Button>
      {isOpened && <RegisterDialog document={document} onClose={dialog.close} />}
    </>
  );
}
