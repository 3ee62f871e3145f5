import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";

interface JanusMessage {
  readonly janus: string;
  readonly transaction?: string;
  readonly sender?: number;
  readonly data?: { readonly id: number };
  readonly error?: { readonly reason: string };
  readonly plugindata?: { readonly data: Readonly<Record<string, unknown>> };
  readonly jsep?: { readonly type: string; readonly sdp: string };
}

export type Jsep = NonNullable<JanusMessage["jsep"]>;

export interface PluginAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly jsep: Jsep | undefined;
}

/** A session of Janus' own API over its WebSocket. @see https://janus.conf.meetecho.com/docs/rest.html */
export class JanusSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (message: JanusMessage) => void>();
  #sessionId: number | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#hear(JSON.parse(data.toString()) as JanusMessage));
  }

  static async open(port: number): Promise<JanusSession> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, "janus-protocol");
    await once(socket, "open");
    const session = new JanusSession(socket);
    session.#sessionId = (await session.#ask({ janus: "create" })).data?.id;
    return session;
  }

  /** @returns the number of a handle of the plugin */
  async attach(plugin: string): Promise<number> {
    const { data } = await this.#ask({ janus: "attach", plugin });
    return data?.id ?? 0;
  }

  /** @throws Error with the plugin's reason */
  async tell(handleId: number, body: object, jsep?: Jsep): Promise<PluginAnswer> {
    const { plugindata, jsep: answered } = await this.#ask({ janus: "message", handle_id: handleId, body, ...(jsep && { jsep }) });
    const data = plugindata?.data ?? {};
    if (data["error"] !== undefined) throw new Error(`Janus refuses: ${JSON.stringify(data)}`);
    return { data, jsep: answered };
  }

  close(): void {
    this.#socket.terminate();
  }

  async #ask(request: object): Promise<JanusMessage> {
    const transaction = randomUUID();
    const answer = new Promise<JanusMessage>((resolve) => this.#waiting.set(transaction, resolve));
    this.#socket.send(JSON.stringify({ ...request, transaction, ...(this.#sessionId && { session_id: this.#sessionId }) }));
    const message = await answer;
    if (message.error) throw new Error(`Janus refuses: ${message.error.reason}`);
    return message;
  }

  /** What takes time is acknowledged first, and answered later under the same transaction. */
  #hear(message: JanusMessage): void {
    if (message.transaction === undefined || message.janus === "ack") return;
    this.#waiting.get(message.transaction)?.(message);
    this.#waiting.delete(message.transaction);
  }
}
