import { ActionIcon, Button, Group, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconBuilding, IconEdit, IconPlus, IconTrash } from "@tabler/icons-react";
import { AppError } from "@veche/kernel";
import { createDepartment, deleteDepartment, listDepartments, updateDepartment } from "@veche/office-domain/directory";
import type { Department, DepartmentId, PersonId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import { useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { buildTree, PersonName, PersonPicker, useDepartments } from "../directory/index.ts";
import type { DepartmentNode } from "../directory/index.ts";
import { Dialog, EmptyState, Page, PageHeader, PlainList, RowsSkeleton, tellDone, tellError, tellProblem } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import classes from "./administration.module.css";
import { Guarded } from "./guarded.tsx";
import { administrationTexts } from "./texts.ts";

interface DepartmentDraft {
  readonly name: string;
  readonly parentId: DepartmentId | null;
  readonly headId: PersonId | null;
}

/** Changes the tree and says what the rules of a tree refuse. */
function useTreeChange(): (act: () => Promise<unknown>, message: string, undo?: () => void) => Promise<boolean> {
  const t = useText(administrationTexts);
  const client = useQueryClient();
  return async (act, message, undo) => {
    try {
      await act();
      tellDone(message, undo);
      return true;
    } catch (error) {
      const reason = error instanceof AppError ? error.details["reason"] : undefined;
      if (reason === "not_empty") tellProblem(t("notEmpty"));
      else if (reason === "cycle") tellProblem(t("cycle"));
      else tellError(error);
      return false;
    } finally {
      void client.invalidateQueries({ queryKey: routeKey(listDepartments) });
    }
  };
}

function DepartmentDialog({ department, onClose }: { readonly department: Department | null; readonly onClose: () => void }): ReactNode {
  const t = useText(administrationTexts);
  const { departments } = useDepartments();
  const change = useTreeChange();
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<DepartmentDraft>(() => ({
    name: department?.name ?? "",
    parentId: department?.parentId ?? null,
    headId: department?.headId ?? null,
  }));
  const save = async (): Promise<void> => {
    if (!draft.name.trim()) return setTried(true);
    const input = { ...draft, name: draft.name.trim() };
    const act = () =>
      department ? callRoute(updateDepartment, { departmentId: department.id, ...input }) : callRoute(createDepartment, input);
    if (await change(act, t("saved"))) onClose();
  };
  const parents = departments.filter(({ id }) => id !== department?.id);
  return (
    <Dialog onClose={onClose} title={department ? t("rename", { name: department.name }) : t("addDepartment")}>
      <form
        noValidate
        className={classes.column}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={t("departmentName")}
          withAsterisk
          data-autofocus
          value={draft.name}
          error={isTried && !draft.name.trim() ? t("required") : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Select
          label={t("parent")}
          placeholder={t("topLevel")}
          clearable
          searchable
          value={draft.parentId}
          data={parents.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => setDraft({ ...draft, parentId: parents.find((one) => one.id === id)?.id ?? null })}
        />
        <PersonPicker
          label={t("head")}
          placeholder={t("noHead")}
          isClearable
          value={draft.headId}
          onChange={(headId) => setDraft({ ...draft, headId })}
        />
        <Group gap="sm">
          <Button type="submit">{t("save")}</Button>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

interface RowsProps {
  readonly nodes: readonly DepartmentNode[];
  readonly depth: number;
  readonly onEdit: (department: Department) => void;
}

function Rows({ nodes, depth, onEdit }: RowsProps): ReactNode {
  const t = useText(administrationTexts);
  const change = useTreeChange();
  const remove = ({ id, name, parentId, headId }: Department): void =>
    void change(
      () => callRoute(deleteDepartment, { departmentId: id }),
      t("removed", { name }),
      () => void change(() => callRoute(createDepartment, { name, parentId, headId }), t("saved")),
    );
  return (
    <PlainList>
      {nodes.map(({ department, children }) => (
        <li key={department.id}>
          <div className={classes.departmentRow} style={{ "--depth": depth } as CSSProperties}>
            <span className={classes.departmentName}>{department.name}</span>
            <span className={classes.head}>{department.headId && <PersonName personId={department.headId} />}</span>
            <span className={classes.note}>{t("people", { count: department.personCount })}</span>
            <ActionIcon aria-label={t("rename", { name: department.name })} onClick={() => onEdit(department)}>
              <IconEdit size={18} stroke={1.75} />
            </ActionIcon>
            <ActionIcon aria-label={t("remove", { name: department.name })} onClick={() => remove(department)}>
              <IconTrash size={18} stroke={1.75} />
            </ActionIcon>
          </div>
          {children.length > 0 && <Rows nodes={children} depth={depth + 1} onEdit={onEdit} />}
        </li>
      ))}
    </PlainList>
  );
}

function Departments(): ReactNode {
  const t = useText(administrationTexts);
  const { departments, isPending } = useDepartments();
  const [edited, setEdited] = useState<Department | "new" | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setEdited("new")}>
      {t("addDepartment")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("departments")}
        crumbs={[{ label: t("title"), to: "/administration" }, { label: t("departments") }]}
        actions={add}
      />
      {isPending && <RowsSkeleton count={8} height={44} />}
      {!isPending && departments.length === 0 && (
        <EmptyState icon={<IconBuilding size={20} stroke={1.75} />} title={t("noDepartments")} text={t("noDepartmentsText")} />
      )}
      <Rows nodes={buildTree(departments)} depth={0} onEdit={setEdited} />
      {edited && <DepartmentDialog department={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

/** The tree of departments, changed where it stands. */
export function DepartmentsPage(): ReactNode {
  const t = useText(administrationTexts);
  useWindowTitle(t("departments"));
  return (
    <Page>
      <Guarded permission="users.manage">
        <Departments />
      </Guarded>
    </Page>
  );
}
