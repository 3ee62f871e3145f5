import { setTimeout as pause } from "node:timers/promises";

const administrator = {
  login: "first",
  fullName: "Первый Иван",
  position: "",
  email: "first@example.org",
  password: "a long enough password",
};
const other = { login: "second", fullName: "Второй Пётр", position: "", email: null, password: administrator.password };
const mailPollMs = 20;

/** The administrator of a small company, who works in the office as from his browser: with the cookie of his session. */
export class OfficeCaller {
  readonly #url: string;
  #cookie = "";

  constructor(url: string) {
    this.#url = url;
  }

  /** Makes the company of two people and connects its discussions by the code of the letter. */
  async createCompany(): Promise<void> {
    await this.#call("POST", "setup/company", { organisationName: "Bench", administrator, people: [other] });
    await this.#call("POST", "collaboration/begin", { serverUrl: null, email: administrator.email, applicationName: "Bench" });
    await this.#call("POST", "collaboration/confirm", { code: await this.#readCode() });
  }

  async signIn(): Promise<void> {
    await this.#call("POST", "session", { login: administrator.login, password: administrator.password });
  }

  /** @returns a token for the live socket of the collaboration server */
  async createAccess(): Promise<string> {
    const { token } = await this.#call<{ token: string }>("POST", "collaboration/access", {});
    return token;
  }

  async #readCode(): Promise<string> {
    for (;;) {
      const { items } = await this.#call<{ items: { id: string }[] }>("GET", "administration/mailbox");
      const letter = items[0] && (await this.#call<{ text: string }>("GET", `administration/mailbox/${items[0].id}`));
      const code = /\b\d{6}\b/.exec(letter?.text ?? "")?.[0];
      if (code) return code;
      await pause(mailPollMs);
    }
  }

  async #call<Output>(method: "GET" | "POST", path: string, input?: object): Promise<Output> {
    const response = await fetch(`${this.#url}/api/office/${path}`, {
      method,
      headers: { cookie: this.#cookie, ...(input && { "content-type": "application/json" }) },
      ...(input && { body: JSON.stringify(input) }),
    });
    this.#cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? this.#cookie;
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as Output;
  }
}
