import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { newId } from "@veche/kernel";
import type { Entry, Register } from "@veche/office-domain/registration";
import { listJournal, listRegisters, reserveNumber, voidNumber } from "@veche/office-domain/registration";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { documentTexts } from "../documents/index.ts";
import { Dialog, tellDone, tellError } from "../parts/index.ts";
import { registerTexts } from "./texts.ts";

interface ReasonFormProps {
  readonly action: string;
  readonly color?: string;
  readonly children?: ReactNode;
  readonly onSubmit: (reason: string) => Promise<Entry>;
  readonly message: (entry: Entry) => string;
  readonly onClose: () => void;
}

/** Asks why, does it, and says so. */
function ReasonForm({ action, color = "nord", children, onSubmit, message, onClose }: ReasonFormProps): ReactNode {
  const t = useText(registerTexts);
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!reason.trim()) return;
    try {
      tellDone(message(await onSubmit(reason.trim())));
      onClose();
    } catch (error) {
      tellError(error);
    } finally {
      for (const route of [listJournal, listRegisters]) void client.invalidateQueries({ queryKey: routeKey(route) });
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="md">
        {children}
        <TextInput
          label={t("reason")}
          description={t("reasonHint")}
          withAsterisk
          data-autofocus
          maxLength={500}
          value={reason}
          error={isTried && !reason.trim() ? t("required") : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="sm">
          <Button type="submit" color={color}>
            {action}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Takes the next number for a document that will come. */
export function ReserveDialog({ register, onClose }: { readonly register: Register; readonly onClose: () => void }): ReactNode {
  const t = useText(registerTexts);
  const kindName = useText(documentTexts);
  const [kind, setKind] = useState(register.kinds[0]!);
  const [id] = useState(() => newId<"RegisterEntry">());
  return (
    <Dialog onClose={onClose} title={t("reserve")}>
      <ReasonForm
        action={t("reserve")}
        onSubmit={(reason) => callRoute(reserveNumber, { registerId: register.id, id, kind, reason })}
        message={({ number }) => t("reservedDone", { number })}
        onClose={onClose}
      >
        {register.kinds.length > 1 && (
          <Select
            label={t("reserveKind")}
            allowDeselect={false}
            value={kind}
            data={register.kinds.map((value) => ({ value, label: kindName(value) }))}
            onChange={(value) => setKind(register.kinds.find((one) => one === value) ?? kind)}
          />
        )}
      </ReasonForm>
    </Dialog>
  );
}

/** Voids a number for good, which the person confirms with the reason. */
export function VoidDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }): ReactNode {
  const t = useText(registerTexts);
  const { id, number } = entry;
  return (
    <Dialog onClose={onClose} title={t("voidTitle", { number })}>
      <ReasonForm
        action={t("voidAction")}
        color="red"
        onSubmit={(reason) => callRoute(voidNumber, { entryId: id, reason })}
        message={() => t("voidDone", { number })}
        onClose={onClose}
      >
        <Text size="sm">{t("voidText")}</Text>
      </ReasonForm>
    </Dialog>
  );
}
