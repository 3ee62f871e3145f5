import type { reconcileDirectory } from "@veche/collab-domain/directory";
import type { RouteInput } from "@veche/kernel";
import { AppError } from "@veche/kernel";
import type { Permission } from "@veche/office-domain/access";
import { computeRowName } from "@veche/office-domain/directory";
import { departmentKey, everybodyKey } from "@veche/office-domain/collaboration";
import type { Department, PersonId } from "@veche/office-domain/directory";
import { findOrganisation, listDepartments, listMirrorPeople } from "../directory/index.ts";
import type { MirrorPerson } from "../directory/index.ts";
import type { Link, OpenLink } from "./link.ts";
import { updateSynced } from "./store.ts";

type Directory = RouteInput<typeof reconcileDirectory>;

/** Who has it sees every document, and so every discussion. */
const readAll: Permission = "documents.readAll";

export function roleKey(permission: string): string {
  return `role:${permission}`;
}

/** In discussions people go by the name colleagues use, and are found by the whole one too. */
function toUser(person: MirrorPerson): Directory["users"][number] {
  const { id, login, position, departmentName, email, language, timeZone, isBlocked } = person;
  const fullName = computeRowName(person.fullName);
  const otherNames = fullName === person.fullName ? "" : person.fullName;
  return { externalId: id, login, fullName, otherNames, position, department: departmentName, email, language, timeZone, isBlocked };
}

function toGroups(people: readonly MirrorPerson[], departments: readonly Department[]): Directory["groups"] {
  const active = people.filter(({ isBlocked }) => !isBlocked);
  const ofDepartments = departments.map(({ id, name }) => ({
    externalId: departmentKey(id),
    name,
    kind: "department" as const,
    memberExternalIds: active.filter(({ departmentIds }) => departmentIds.includes(id)).map((person) => person.id),
  }));
  const readers = active.filter(({ permissions }) => permissions.includes(readAll)).map(({ id }) => id);
  return [...ofDepartments, { externalId: roleKey(readAll), name: readAll, kind: "role", memberExternalIds: readers }];
}

/** Keeps people, departments and their chats on the collaboration server equal to those of the office. */
export class Mirror {
  readonly #link: Link;
  /** what was said of each chat last, so that only changes are said again */
  readonly #said = new Map<string, string>();

  constructor(link: Link) {
    this.#link = link;
  }

  /** Everybody, everything; repeating it changes nothing. Does nothing while nothing is connected. @throws AppError when the server fails */
  async reconcile(): Promise<void> {
    await this.#link.turns.take("mirror", () => this.#reconcile());
  }

  async #reconcile(): Promise<void> {
    const { transact, now } = this.#link.options;
    const staff = await transact(async ({ db }) => ({
      link: await this.#link.find(db),
      people: await listMirrorPeople(db),
      departments: await listDepartments(db),
      organisation: await findOrganisation(db),
    }));
    const { link } = staff;
    if (link === null) return;
    const groups = toGroups(staff.people, staff.departments);
    await link.patient.reconcileDirectory({ users: staff.people.map(toUser), groups, isComplete: true });
    await this.#putChats(link, groups, staff);
    await transact(({ db }) => updateSynced(db, now(), { userCount: staff.people.length, groupCount: staff.departments.length }));
  }

  async #putChats(
    link: OpenLink,
    groups: Directory["groups"],
    staff: { readonly departments: readonly Department[]; readonly organisation: { readonly name: string } | undefined },
  ): Promise<void> {
    await this.#put(link, { key: everybodyKey, kind: "broadcast", title: staff.organisation?.name ?? "" });
    const heads = new Map(staff.departments.map(({ id, headId }) => [departmentKey(id), headId]));
    for (const { externalId, name, kind, memberExternalIds } of groups) {
      if (kind !== "department" || memberExternalIds.length === 0) continue;
      const headId = heads.get(externalId) ?? null;
      const owners = headId !== null && memberExternalIds.includes(headId) ? [headId] : [];
      await this.#put(link, { key: externalId, kind: "group", title: name, memberExternalIds, ownerExternalIds: owners });
    }
  }

  async #put(link: OpenLink, conversation: Parameters<OpenLink["patient"]["putConversation"]>[0]): Promise<void> {
    const saying = JSON.stringify([link.applicationId, conversation]);
    if (this.#said.get(conversation.key) === saying) return;
    await link.patient.putConversation(conversation);
    this.#said.set(conversation.key, saying);
  }

  /** Says now that one person was blocked or changed; a job says the rest. Never throws for a failing server. */
  async followPerson(personId: PersonId): Promise<void> {
    const { transact } = this.#link.options;
    const { link, person } = await transact(async ({ db }) => ({
      link: await this.#link.find(db),
      person: (await listMirrorPeople(db)).find(({ id }) => id === personId),
    }));
    if (link === null || person === undefined) return;
    try {
      await this.#link.breaker.run(() => link.quick.reconcileDirectory({ users: [toUser(person)], groups: [], isComplete: false }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
}
