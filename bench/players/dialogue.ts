import type { Socket } from "node:net";

const answerTimeoutMs = 120_000;
const refusal = /<failure|<stream:error|type=['"]error['"]/;

/** Question and answer over a stream of text, until the answer contains what is looked for. */
export class Dialogue {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @throws Error with what came instead when it was refused, cut or not answered in time */
  ask(question: string, answer: RegExp): Promise<void> {
    const socket = this.#socket;
    let heard = "";
    return new Promise<void>((resolve, reject) => {
      const fail = (reason: string): void => end(() => reject(new Error(`${reason}: ${heard.slice(-500)}`)));
      const timer = setTimeout(() => fail("no answer"), answerTimeoutMs);
      const hear = (data: Buffer): void => {
        heard += data.toString();
        if (refusal.test(heard)) fail("refused");
        else if (answer.test(heard)) end(resolve);
      };
      const handleClose = (): void => fail("the connection ended");
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        socket.off("data", hear).off("close", handleClose).off("error", handleClose);
        settle();
      };
      socket.on("data", hear).once("close", handleClose).once("error", handleClose);
      socket.write(question);
    });
  }
}
