import { ActionIcon, Button } from "@mantine/core";
import { IconEdit, IconNotebook, IconPlus } from "@tabler/icons-react";
import { listRegisters } from "@veche/office-domain/registration";
import type { Register } from "@veche/office-domain/registration";
import { useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { documentTexts } from "../documents/index.ts";
import { EmptyState, ErrorState, Page, PageHeader, PlainList, RowsSkeleton } from "../parts/index.ts";
import { PathLink, useWindowTitle } from "../places/index.ts";
import { useCan } from "../session/index.ts";
import { Guarded } from "./guarded.tsx";
import { RegisterDialog } from "./register-dialog.tsx";
import classes from "./registration.module.css";
import { registerTexts } from "./texts.ts";

function RegisterRow({ register, onEdit }: { readonly register: Register; readonly onEdit: (() => void) | null }): ReactNode {
  const t = useText(registerTexts);
  const kindName = useText(documentTexts);
  const { id, name, kinds, nextNumber, entryCount } = register;
  return (
    <li className={classes.register}>
      <span className={classes.registerText}>
        <PathLink path={`/registers/${id}`} className={classes.registerName}>
          {name}
        </PathLink>
        <span className={classes.note}>{kinds.map((kind) => kindName(kind)).join(", ")}</span>
      </span>
      <span className={classes.next}>{t("preview", { number: nextNumber })}</span>
      <span className={classes.count}>{t("entries", { count: entryCount })}</span>
      {onEdit && (
        <ActionIcon aria-label={t("edit", { name })} onClick={onEdit}>
          <IconEdit size={18} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}

function Registers(): ReactNode {
  const t = useText(registerTexts);
  const mayManage = useCan("registers.manage");
  const [edited, setEdited] = useState<Register | "new" | null>(null);
  const { data, error, refetch } = useRoute(listRegisters, {}, { staleTime: 0 });
  const registers = data?.items ?? [];
  const add = mayManage && (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setEdited("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} crumbs={[{ label: t("documents"), to: "/documents" }, { label: t("title") }]} actions={add} />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={8} height={56} />}
      {data && registers.length === 0 && (
        <EmptyState icon={<IconNotebook size={20} stroke={1.75} />} title={t("noRegisters")} text={t("noRegistersText")} />
      )}
      <PlainList>
        {registers.map((register) => (
          <RegisterRow key={register.id} register={register} onEdit={mayManage ? () => setEdited(register) : null} />
        ))}
      </PlainList>
      {edited && <RegisterDialog register={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

/** Journals of registration: what each serves and what its next number is. */
export function RegistersPage(): ReactNode {
  const t = useText(registerTexts);
  useWindowTitle(t("title"));
  return (
    <Page>
      <Guarded>
        <Registers />
      </Guarded>
    </Page>
  );
}
