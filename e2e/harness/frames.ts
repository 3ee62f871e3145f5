import type { Page } from "playwright-core";

/** What the sockets of a page have received, as text. Sockets that were open before are not heard. */
export class ReceivedFrames {
  readonly #frames: string[] = [];

  constructor(page: Page) {
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => this.#frames.push(payload.toString()));
    });
  }

  /** @returns how many of them mention this */
  count(text: string): number {
    return this.#frames.filter((frame) => frame.includes(text)).length;
  }
}
