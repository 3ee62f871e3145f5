import { AppError, newId } from "@veche/kernel";
import type { ParsedInput } from "@veche/kernel";
import { requirePermission } from "@veche/office-domain/access";
import { refuseCycle } from "@veche/office-domain/directory";
import type * as api from "@veche/office-domain/directory";
import type { Department, DepartmentId, PersonId } from "@veche/office-domain/directory";
import type { Context, PersonContext } from "../context.ts";
import * as store from "./departments-store.ts";
import { listActiveIds, listRightsInDepartment } from "./people-store.ts";

export async function listDepartments(ctx: PersonContext): Promise<{ items: Department[]; personCount: number }> {
  const [items, personCount] = await Promise.all([store.listDepartments(ctx.db), store.countPeople(ctx.db)]);
  return { items, personCount };
}

export async function createDepartment(ctx: PersonContext, input: ParsedInput<typeof api.createDepartment>): Promise<Department> {
  requirePermission(ctx.actor, "users.manage");
  await store.lockTree(ctx.db);
  const places = await store.listPlaces(ctx.db);
  requireParent(places, input.parentId);
  await requireHead(ctx, input.headId);
  const id: DepartmentId = newId();
  await store.insertDepartment(ctx.db, { id, ...input });
  await announceDepartments(ctx);
  return requireDepartment(ctx, id);
}

export async function updateDepartment(
  ctx: PersonContext,
  { departmentId, ...change }: ParsedInput<typeof api.updateDepartment>,
): Promise<Department> {
  requirePermission(ctx.actor, "users.manage");
  await store.lockTree(ctx.db);
  const before = await requireDepartment(ctx, departmentId);
  const { name = before.name, parentId = before.parentId, headId = before.headId } = change;
  if (headId !== before.headId) await requireHead(ctx, headId);
  const isMoved = parentId !== before.parentId;
  if (isMoved) await refuseMove(ctx, departmentId, parentId);
  const rights = isMoved ? await listRightsInDepartment(ctx.db, departmentId) : [];
  await store.updateDepartment(ctx.db, { id: departmentId, name, parentId, headId });
  if (isMoved) await store.updateAncestry(ctx.db, departmentId);
  await announceDepartments(ctx);
  if (isMoved) await ctx.raise({ type: "people.changed", before: rights });
  return requireDepartment(ctx, departmentId);
}

export async function deleteDepartment(
  ctx: PersonContext,
  { departmentId }: ParsedInput<typeof api.deleteDepartment>,
): Promise<Record<string, never>> {
  requirePermission(ctx.actor, "users.manage");
  await store.lockTree(ctx.db);
  await requireDepartment(ctx, departmentId);
  if (await store.isDepartmentUsed(ctx.db, departmentId)) throw new AppError("conflict", { reason: "not_empty" });
  await store.deleteDepartment(ctx.db, departmentId);
  await announceDepartments(ctx);
  return {};
}

async function refuseMove(ctx: Context, id: DepartmentId, parentId: DepartmentId | null): Promise<void> {
  const places = await store.listPlaces(ctx.db);
  requireParent(places, parentId);
  refuseCycle(places, id, parentId);
}

async function requireDepartment(ctx: Context, id: DepartmentId): Promise<Department> {
  const departments = await store.listDepartments(ctx.db);
  const found = departments.find((department) => department.id === id);
  if (!found) throw new AppError("not_found");
  return found;
}

function requireParent(places: ReadonlyMap<DepartmentId, unknown>, parentId: DepartmentId | null): void {
  if (parentId !== null && !places.has(parentId)) throw new AppError("invalid", { field: "parentId" });
}

async function requireHead(ctx: Context, headId: PersonId | null): Promise<void> {
  if (headId !== null && (await listActiveIds(ctx.db, [headId])).length === 0) throw new AppError("invalid", { field: "headId" });
}

async function announceDepartments(ctx: Context): Promise<void> {
  ctx.emit({ type: "departments.changed" }, "everybody");
  await ctx.raise({ type: "departments.changed" });
}
