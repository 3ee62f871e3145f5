import { fillPath, parseErrorBody, type Route, type RouteInput, type RouteOutput } from "@veche/kernel";
import { getLetter, listLetters } from "@veche/office-domain/administration";
import { beginConnection, confirmConnection } from "@veche/office-domain/collaboration";
import { createCompany, getSetup } from "@veche/office-domain/directory";
import { signIn } from "@veche/office-domain/session";
import { setTimeout as pause } from "node:timers/promises";

export const password = "северный-ветер-2026";
const email = "it@example.org";
const administrator = { login: "gromov", fullName: "Громов Алексей Ильич", position: "Администратор", email, password };
const people = [
  { login: "kovaleva", fullName: "Ковалёва Анна Сергеевна", position: "Ведущий менеджер", email: null, password },
  { login: "melnikov", fullName: "Мельников Сергей Павлович", position: "Главный инженер", email: null, password },
  { login: "orlova", fullName: "Орлова Мария Дмитриевна", position: "Бухгалтер", email: null, password },
];

/** Calls the office as one person does in his browser: with the cookie of his session. */
export class OfficeCaller {
  readonly #url: string;
  #cookie = "";

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws AppError what the office answered */
  async call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
    const { path, rest } = fillPath(route.path, input as Record<string, unknown>);
    const isQuery = route.method === "GET" || route.method === "DELETE";
    const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
    const response = await fetch(`${this.#url}${path}${isQuery && query.size > 0 ? `?${query}` : ""}`, {
      method: route.method,
      headers: { cookie: this.#cookie, ...(isQuery ? {} : { "content-type": "application/json" }) },
      ...(isQuery ? {} : { body: JSON.stringify(rest) }),
    });
    this.#cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? this.#cookie;
    const body: unknown = await response.json();
    if (!response.ok) throw parseErrorBody(body);
    return body as RouteOutput<R>;
  }
}

/**
 * Makes a small company: gromov is its administrator, kovaleva, melnikov and orlova work there.
 * @returns the administrator, signed in
 */
export async function createSmallCompany(url: string): Promise<OfficeCaller> {
  const gromov = new OfficeCaller(url);
  await gromov.call(createCompany, { organisationName: "Северный ветер", administrator, people });
  return gromov;
}

/** @returns somebody's calls, signed in with the password of the company, whether it is a small one or the demo */
export async function callAs(url: string, login: string): Promise<OfficeCaller> {
  const caller = new OfficeCaller(url);
  await caller.call(signIn, { login, password: await readPassword(url) });
  return caller;
}

/** @returns the password that everybody in the company has */
export async function readPassword(url: string): Promise<string> {
  const { demo } = await new OfficeCaller(url).call(getSetup, {});
  return demo?.password ?? password;
}

/** Connects discussions with the installation's own server, by the code from the built-in mailbox. */
export async function connectDiscussions(admin: OfficeCaller): Promise<void> {
  await admin.call(beginConnection, { serverUrl: null, email, applicationName: "Документооборот" });
  await admin.call(confirmConnection, { code: await readCode(admin) });
}

async function readCode(admin: OfficeCaller): Promise<string> {
  for (;;) {
    const { items } = await admin.call(listLetters, {});
    const text = items[0] && (await admin.call(getLetter, { id: items[0].id })).text;
    const code = text && findCode(text);
    if (code) return code;
    await pause(50);
  }
}

/** @returns the six digits of a letter */
export function findCode(text: string): string | undefined {
  return /\b\d{6}\b/.exec(text)?.[0];
}
