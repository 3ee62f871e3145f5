import { Button, Group, Select, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { newId } from "@veche/kernel";
import type { RouteOutput } from "@veche/kernel";
import { addLink, listDocuments, relations } from "@veche/office-domain/documents";
import type { Document, DocumentRow, listLinks, Relation } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { callRoute, useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog, tellDone } from "../parts/index.ts";
import { useDocumentName } from "./naming.ts";
import { useTellRegistrationFault } from "./registration-fault.ts";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

const waitMs = 200;
const shownCount = 20;

interface LinkDialogProps {
  readonly document: Document;
  readonly onLinked: (links: RouteOutput<typeof listLinks>) => void;
  readonly onClose: () => void;
}

/** Says what the document is to another one, which is found by its number or words. */
export function LinkDialog({ document, onLinked, onClose }: LinkDialogProps): ReactNode {
  const t = useText(registrationTexts);
  const words = useText(documentTexts);
  const tellFault = useTellRegistrationFault();
  const nameOf = useDocumentName();
  const [relation, setRelation] = useState<Relation>("inReplyTo");
  const [other, setOther] = useState<DocumentRow | null>(null);
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const [query] = useDebouncedValue(typed.trim(), waitMs);
  const { data } = useRoute(
    listDocuments,
    { limit: shownCount, ...(query && !other ? { query } : {}) },
    { placeholderData: (before) => before },
  );
  const label = (row: DocumentRow): string => (row.number ? `${nameOf(row)} · ${row.title}` : row.title);
  const found = (data?.items ?? []).filter(({ id }) => id !== document.id);
  const options = other && !found.some(({ id }) => id === other.id) ? [other, ...found] : found;
  const link = async (): Promise<void> => {
    if (!other) return setTried(true);
    try {
      onLinked(await callRoute(addLink, { documentId: document.id, id: newId<"DocumentLink">(), relation, otherId: other.id }));
      tellDone(t("linkDone"));
      onClose();
    } catch (error) {
      tellFault(error);
    }
  };
  return (
    <Dialog onClose={onClose} title={t("addLink")}>
      <Stack gap="md">
        <Select
          label={t("linkType")}
          allowDeselect={false}
          value={relation}
          data={relations.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => setRelation(relations.find((one) => one === value) ?? relation)}
        />
        <Select
          label={t("linkTo")}
          placeholder={t("linkToHint")}
          searchable
          data-autofocus
          nothingFoundMessage={words("nothingTitle")}
          error={isTried && !other ? words("required") : undefined}
          filter={({ options: all }) => all}
          value={other?.id ?? null}
          data={options.map((row) => ({ value: row.id as string, label: label(row) }))}
          searchValue={typed}
          onSearchChange={(text) => {
            setTyped(text);
            if (other && text !== label(other)) setOther(null);
          }}
          onChange={(id) => setOther(options.find((row) => row.id === id) ?? null)}
        />
        <Group gap="sm">
          <Button onClick={() => void link()}>{t("linkAction")}</Button>
          <Button variant="subtle" onClick={onClose}>
            {words("cancel")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
