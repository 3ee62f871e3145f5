import type { Permission } from "@veche/office-domain/access";
import { login } from "@veche/office-domain/directory";
import type { DepartmentId, Person } from "@veche/office-domain/directory";

export interface UserDraft {
  readonly fullName: string;
  readonly position: string;
  readonly departmentId: DepartmentId | null;
  readonly login: string;
  readonly password: string;
  readonly email: string;
  readonly innerPhone: string;
  readonly mobilePhone: string;
  readonly city: string;
  /** one per line */
  readonly responsibilities: string;
  readonly permissions: readonly Permission[];
}

export type UserFault = "required" | "badLogin" | "badEmail" | "shortPassword";
const shortestPassword = 8;

export function toDraft(person: Person | null, permissions: readonly Permission[]): UserDraft {
  return {
    fullName: person?.fullName ?? "",
    position: person?.position ?? "",
    departmentId: person?.departmentId ?? null,
    login: person?.login ?? "",
    password: "",
    email: person?.email ?? "",
    innerPhone: person?.innerPhone ?? "",
    mobilePhone: person?.mobilePhone ?? "",
    city: person?.city ?? "",
    responsibilities: person?.responsibilities.join("\n") ?? "",
    permissions,
  };
}

/** @param isNew a new user needs a password; of a known one it may stay @returns what is wrong, by field */
export function findUserFaults(draft: UserDraft, isNew: boolean): Partial<Record<keyof UserDraft, UserFault>> {
  const faults: Partial<Record<keyof UserDraft, UserFault>> = {};
  if (!draft.fullName.trim()) faults.fullName = "required";
  if (!login.safeParse(draft.login).success) faults.login = draft.login.trim() ? "badLogin" : "required";
  if (draft.email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) faults.email = "badEmail";
  if ((isNew || draft.password) && draft.password.length < shortestPassword) faults.password = "shortPassword";
  return faults;
}

/** What the server takes; the password apart. */
export function toUserInput({ password: _, email, responsibilities, permissions, ...rest }: UserDraft): Omit<
  UserDraft,
  "password" | "email" | "responsibilities" | "permissions"
> & {
  email: string | null;
  responsibilities: string[];
  permissions: Permission[];
} {
  const questions = responsibilities.split("\n").map((line) => line.trim());
  return { ...rest, email: email.trim() || null, responsibilities: questions.filter(Boolean), permissions: [...permissions] };
}
