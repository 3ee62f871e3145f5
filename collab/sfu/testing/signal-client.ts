import { gzipSync } from "node:zlib";
import {
  JoinRequest,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
  type JoinResponse,
} from "@livekit/protocol";
import { WebSocket } from "ws";

type Request = NonNullable<ConstructorParameters<typeof SignalRequest>[0]>["message"];
type Answer = SignalResponse["message"];
type ValueOf<Case extends Answer["case"]> = Extract<Answer, { case: Case }>["value"];

/** A client's side of the signalling, without media. */
export class SignalClient {
  readonly #socket: WebSocket;
  readonly messages: Answer[] = [];
  readonly closed: Promise<void>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.on("close", () => resolve()));
    socket.on("message", (data: Buffer) => this.messages.push(SignalResponse.fromBinary(data).message));
  }

  /** @param origin of the server, as `http://127.0.0.1:7880` @throws the HTTP status when the server refuses */
  static async open(origin: string, token: string, join?: Partial<JoinRequest>): Promise<SignalClient> {
    const query = new URLSearchParams({ access_token: token });
    if (join) query.set("join_request", wrap(new JoinRequest(join)));
    const socket = new WebSocket(`${origin.replace("http", "ws")}/rtc${join ? "/v1" : ""}?${query}`);
    const client = new SignalClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on("open", () => resolve());
      socket.on("unexpected-response", (_, response) => reject(new Error(String(response.statusCode))));
      socket.on("error", reject);
    });
    return client;
  }

  send(message: Request): void {
    if (message) this.#socket.send(new SignalRequest({ message }).toBinary());
  }

  sendRaw(data: Buffer | string): void {
    this.#socket.send(data);
  }

  /** All messages of a kind, oldest first. */
  list<Case extends NonNullable<Answer["case"]>>(kind: Case): ValueOf<Case>[] {
    return this.messages.filter((message) => message.case === kind).map(({ value }) => value as ValueOf<Case>);
  }

  get join(): JoinResponse | undefined {
    return this.list("join")[0];
  }

  /** As a broken network would. */
  cut(): void {
    this.#socket.terminate();
  }

  close(): void {
    this.#socket.close();
  }
}

function wrap(request: JoinRequest): string {
  const wrapped = new WrappedJoinRequest({ compression: WrappedJoinRequest_Compression.GZIP, joinRequest: gzipSync(request.toBinary()) });
  return Buffer.from(wrapped.toBinary()).toString("base64url");
}
