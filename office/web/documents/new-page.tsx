import { Button, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { newId } from "@veche/kernel";
import { createDocument, documentKinds, documentPath, getDocument, listDocuments } from "@veche/office-domain/documents";
import type { DocumentKind } from "@veche/office-domain/documents";
import type { PersonId } from "@veche/office-domain/directory";
import { DateField, useDateFault } from "@veche/web/dates";
import { useText } from "@veche/web/i18n";
import { routeKey, useRouteMutation } from "@veche/web/query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { PersonPicker } from "../directory/index.ts";
import { Page, PageHeader, tellDone, tellError } from "../parts/index.ts";
import { tabs, useWindowTitle } from "../places/index.ts";
import { isSessionEnd, useCan, useMe } from "../session/index.ts";
import classes from "./new.module.css";
import { parseMoney } from "./money.ts";
import { documentTexts } from "./texts.ts";

interface Draft {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly number: string;
  readonly documentOn: string;
  readonly counterparty: string;
  readonly amount: string;
  readonly responsibleId: PersonId | null;
  readonly dueOn: string;
  readonly text: string;
}

const draftKey = "veche-new-document";
const newPath = "/documents/new";

function readDraft(me: PersonId): Draft {
  const empty: Draft = {
    kind: "memo",
    title: "",
    number: "",
    documentOn: "",
    counterparty: "",
    amount: "",
    responsibleId: me,
    dueOn: "",
    text: "",
  };
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(draftKey) ?? "{}") as Partial<Draft>) };
  } catch {
    return empty;
  }
}

/** A new document. What is typed is kept over tabs, reloads and the end of the session. */
export function NewDocumentPage(): ReactNode {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe().person.id;
  const canCreate = useCan("documents.create");
  const [id] = useState(() => newId<"Document">());
  const dateFault = useDateFault();
  const form = useForm<Draft>({
    initialValues: readDraft(me),
    validate: {
      title: (value) => (value.trim() ? null : t("required")),
      amount: (value) => (parseMoney(value) === undefined ? t("wholeNumber") : null),
      documentOn: (value) => dateFault(value),
      dueOn: (value) => dateFault(value),
      responsibleId: (value) => (value ? null : t("required")),
    },
  });
  useWindowTitle(t("newDocument"));
  useEffect(() => sessionStorage.setItem(draftKey, JSON.stringify(form.values)), [form.values]);
  const create = useRouteMutation(createDocument, {
    onSuccess: async (document) => {
      sessionStorage.removeItem(draftKey);
      client.setQueryData(routeKey(getDocument, { documentId: document.id }), document);
      void client.invalidateQueries({ queryKey: routeKey(listDocuments) });
      tabs.close(newPath);
      await navigate({ to: documentPath(document.id), replace: true });
      tellDone(t("createdMessage"));
    },
    onError: (error) => {
      if (!isSessionEnd(error)) tellError(error);
    },
  });
  const handleSubmit = ({ amount, documentOn, dueOn, responsibleId, ...rest }: Draft): void => {
    if (responsibleId === null) return;
    create.mutate({
      id,
      ...rest,
      responsibleId,
      documentOn: documentOn || null,
      dueOn: dueOn || null,
      amountMinor: parseMoney(amount) ?? null,
    });
  };
  const handleCancel = (): void => {
    sessionStorage.removeItem(draftKey);
    void navigate({ href: tabs.close(newPath) });
  };
  return (
    <Page isNarrow>
      <PageHeader title={t("newDocument")} crumbs={[{ label: t("title"), to: "/documents" }]} />
      <form onSubmit={form.onSubmit(handleSubmit)} noValidate className={classes.form}>
        <Select
          label={t("kind")}
          allowDeselect={false}
          data={documentKinds.map((value) => ({ value, label: t(value) }))}
          {...form.getInputProps("kind")}
        />
        <PersonPicker
          label={t("responsibleId")}
          isRequired
          value={form.values.responsibleId}
          error={form.errors["responsibleId"] ? t("required") : undefined}
          onChange={(responsibleId) => form.setFieldValue("responsibleId", responsibleId)}
        />
        <TextInput className={classes.wide} label={t("name")} withAsterisk autoFocus {...form.getInputProps("title")} />
        <TextInput label={t("counterparty")} {...form.getInputProps("counterparty")} />
        <TextInput label={t("amountMinor")} inputMode="decimal" rightSection={t("rublesSign")} {...form.getInputProps("amount")} />
        <TextInput label={t("number")} {...form.getInputProps("number")} />
        <DateField
          label={t("documentOn")}
          value={form.values.documentOn}
          error={form.errors["documentOn"]}
          onChange={(documentOn) => form.setFieldValue("documentOn", documentOn)}
        />
        <DateField
          label={t("dueOn")}
          value={form.values.dueOn}
          error={form.errors["dueOn"]}
          onChange={(dueOn) => form.setFieldValue("dueOn", dueOn)}
        />
        <Textarea
          className={classes.wide}
          label={t("documentText")}
          description={t("textHint").split(".")[0]}
          autosize
          minRows={6}
          maxRows={20}
          {...form.getInputProps("text")}
        />
        <Group className={classes.wide} gap="sm">
          <Button type="submit" loading={create.isPending} disabled={!canCreate}>
            {t("create")}
          </Button>
          <Button variant="subtle" onClick={handleCancel}>
            {t("cancel")}
          </Button>
        </Group>
        {!canCreate && <p className={classes.wide}>{t("mayNotCreate")}</p>}
      </form>
    </Page>
  );
}
