import { AppError } from "@veche/kernel";
import type { Permission } from "./types.ts";

/** Who acts, as far as permissions go. */
export interface PermissionHolder {
  readonly permissions: readonly Permission[];
}

export function canDo(actor: PermissionHolder, permission: Permission): boolean {
  return actor.permissions.includes(permission);
}

/** @throws AppError forbidden with the missing permission */
export function requirePermission(actor: PermissionHolder, permission: Permission): void {
  if (!canDo(actor, permission)) throw new AppError("forbidden", { permission });
}
