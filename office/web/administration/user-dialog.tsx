import { Button, Checkbox, Group, Select, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { AppError } from "@veche/kernel";
import { permissions as allPermissions } from "@veche/office-domain/access";
import { createPerson, getPerson, listDepartments, listPeople, setBlocked, updatePerson } from "@veche/office-domain/directory";
import type { PersonId } from "@veche/office-domain/directory";
import type { RouteOutput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey, useRoute } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useDepartments } from "../directory/index.ts";
import { ConfirmDialog, Dialog, ErrorState, RowsSkeleton, tellDone, tellError, tellProblem } from "../parts/index.ts";
import { isSessionEnd } from "../session/index.ts";
import classes from "./administration.module.css";
import { SignInState } from "./sign-in-state.tsx";
import { administrationTexts } from "./texts.ts";
import { findUserFaults, toDraft, toUserInput } from "./user-form.ts";
import type { UserDraft } from "./user-form.ts";

type Known = RouteOutput<typeof getPerson>;
const lines = ["position", "email", "innerPhone", "mobilePhone", "city"] as const;

/** Sends a user; what the server refuses is told where it belongs. */
function useSave(known: Known | null, onSaved: () => void) {
  const t = useText(administrationTexts);
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [isLoginTaken, setLoginTaken] = useState(false);
  const run = async (act: () => Promise<unknown>, message: string): Promise<void> => {
    setBusy(true);
    try {
      await act();
      for (const route of [listPeople, getPerson, listDepartments]) void client.invalidateQueries({ queryKey: routeKey(route) });
      tellDone(message);
      onSaved();
    } catch (error) {
      const reason = error instanceof AppError && error.code === "conflict" ? error.details["reason"] : undefined;
      if (reason === "login_taken") setLoginTaken(true);
      else if (reason === "last_administrator") tellProblem(t("lastAdministrator"));
      else if (!isSessionEnd(error)) tellError(error);
    } finally {
      setBusy(false);
    }
  };
  const save = (draft: UserDraft): Promise<void> => {
    const input = toUserInput(draft);
    const password = draft.password ? { password: draft.password } : {};
    return known
      ? run(() => callRoute(updatePerson, { personId: known.person.id, ...input, ...password }), t("userSaved"))
      : run(() => callRoute(createPerson, { ...input, password: draft.password }), t("userCreated"));
  };
  const block = (isBlocked: boolean): Promise<void> =>
    run(
      () => callRoute(setBlocked, { personId: known!.person.id, isBlocked }),
      t(isBlocked ? "blockedDone" : "unblockedDone", { name: known!.person.fullName }),
    );
  return { save, block, isBusy, isLoginTaken };
}

function BlockButton({ known, onBlock }: { readonly known: Known; readonly onBlock: (isBlocked: boolean) => void }): ReactNode {
  const t = useText(administrationTexts);
  const [isAsking, setAsking] = useState(false);
  const { person, can } = known;
  if (!can.block) return null;
  return (
    <>
      <Button
        variant="subtle"
        color={person.isBlocked ? "nord" : "red"}
        onClick={() => (person.isBlocked ? onBlock(false) : setAsking(true))}
      >
        {t(person.isBlocked ? "unblock" : "block")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("blockTitle")}
          text={t("blockText", { name: person.fullName })}
          confirmLabel={t("block")}
          onConfirm={() => onBlock(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly known: Known | null;
  readonly onClose: () => void;
}

function UserForm({ known, onClose }: FormProps): ReactNode {
  const t = useText(administrationTexts);
  const { departments } = useDepartments();
  const [draft, setDraft] = useState(() => toDraft(known?.person ?? null, known?.permissions ?? ["documents.create"]));
  const [isTried, setTried] = useState(false);
  const { save, block, isBusy, isLoginTaken } = useSave(known, onClose);
  const faults = findUserFaults(draft, known === null);
  const errorOf = (name: keyof UserDraft): string | undefined => {
    const fault = faults[name];
    return isTried && fault ? t(fault) : undefined;
  };
  const handleSubmit = (): void => {
    if (Object.keys(faults).length > 0) setTried(true);
    else void save(draft);
  };
  const set = (change: Partial<UserDraft>): void => setDraft({ ...draft, ...change });
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        handleSubmit();
      }}
    >
      <TextInput
        className={classes.wide}
        label={t("fullName")}
        withAsterisk
        data-autofocus
        value={draft.fullName}
        error={errorOf("fullName")}
        onChange={(event) => set({ fullName: event.currentTarget.value })}
      />
      <TextInput
        label={t("login")}
        withAsterisk
        autoComplete="off"
        value={draft.login}
        error={isLoginTaken ? t("loginTaken") : errorOf("login")}
        onChange={(event) => set({ login: event.currentTarget.value })}
      />
      <TextInput
        label={t(known ? "newPassword" : "password")}
        description={t(known ? "newPasswordHint" : "passwordHint")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        withAsterisk={!known}
        autoComplete="new-password"
        value={draft.password}
        error={errorOf("password")}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <Select
        label={t("department")}
        placeholder={t("noDepartment")}
        clearable
        searchable
        value={draft.departmentId}
        data={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => set({ departmentId: departments.find((one) => one.id === id)?.id ?? null })}
      />
      {lines.map((name) => (
        <TextInput
          key={name}
          label={t(name)}
          value={draft[name]}
          error={errorOf(name)}
          onChange={(event) => set({ [name]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        className={classes.wide}
        label={t("responsibilities")}
        description={t("responsibilitiesHint")}
        autosize
        minRows={2}
        value={draft.responsibilities}
        onChange={(event) => set({ responsibilities: event.currentTarget.value })}
      />
      <Checkbox.Group
        className={classes.wide}
        label={t("permissions")}
        value={[...draft.permissions]}
        onChange={(chosen) => set({ permissions: allPermissions.filter((one) => chosen.includes(one)) })}
      >
        <div className={classes.checks}>
          {allPermissions.map((permission) => (
            <Checkbox key={permission} value={permission} label={t(permission)} />
          ))}
        </div>
      </Checkbox.Group>
      {known && <SignInState person={known.person} />}
      <Group className={classes.foot} gap="sm">
        <Button type="submit" loading={isBusy}>
          {t(known ? "save" : "create")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        {known && (
          <div className={classes.end}>
            <BlockButton known={known} onBlock={(isBlocked) => void block(isBlocked)} />
          </div>
        )}
      </Group>
    </form>
  );
}

/** A user: who he is, how he signs in, what he may. @param personId null: a new one */
export function UserDialog({ personId, onClose }: { readonly personId: PersonId | null; readonly onClose: () => void }): ReactNode {
  const t = useText(administrationTexts);
  const { data, error, refetch } = useRoute(getPerson, { personId: personId! }, { enabled: personId !== null });
  return (
    <Dialog onClose={onClose} title={t(personId ? "editUser" : "addUser")} closeOnClickOutside={false}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {personId !== null && !data && !error && <RowsSkeleton count={6} height={56} />}
      {(personId === null || data) && <UserForm known={data ?? null} onClose={onClose} />}
    </Dialog>
  );
}
