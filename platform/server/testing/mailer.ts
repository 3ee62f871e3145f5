import type { Letter, Mailer } from "../mailer/index.ts";

/** Keeps letters in memory, oldest first. */
export class MemoryMailer implements Mailer {
  readonly letters: Letter[] = [];

  async send(letter: Letter): Promise<void> {
    this.letters.push(letter);
  }

  /** @returns the newest letter to somebody */
  findLast(to: string): Letter | undefined {
    return this.letters.findLast((letter) => letter.to === to);
  }
}
