import type { ConversationId } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";
import { createKeyPair, signToken, type KeyPair } from "@veche/collab-sdk/application";
import { AppError, newId } from "@veche/kernel";
import { setTimeout as wait } from "node:timers/promises";
import { Disk } from "./disk.ts";
import { convergenceAfter, nemeses, textLengthDuring, type Nemesis } from "./nemeses.ts";
import { Passage } from "./passage.ts";
import { Notes, Person } from "./person.ts";
import { Random } from "./random.ts";
import { Target } from "./target.ts";
import { isClean, judge, type Verdict } from "./verdict.ts";

export interface CheckOptions {
  readonly seed: number;
  /** how many storms; or until `isOver` says so */
  readonly isOver: (roundCount: number) => boolean;
  /** the house whose server is checked */
  readonly rootDir: string;
  readonly nemeses?: readonly Nemesis[];
  readonly onRound?: (round: number, nemesis: string, verdict: Verdict) => void;
}

export interface CheckResult {
  readonly seed: number;
  readonly rounds: number;
  readonly verdict: Verdict;
}

const personCount = 6;
const conversationCount = 3;
const stormMs = { least: 800, most: 2_500 };
const restTimeoutMs = 60_000;
const firstConvergenceMs = 30_000;
const pollMs = 100;
const tokenLifetimeS = 600;

/**
 * People write, change and read through the SDK while faults strike; after each storm everything must be equal again.
 * Ends at the first verdict that is not clean. @throws Error when the server does not come back or something is sent and never answered
 */
export async function checkDelivery(options: CheckOptions): Promise<CheckResult> {
  const disk = await Disk.open();
  const check = new Check(options, disk);
  try {
    return await check.run();
  } finally {
    await check.end();
    await disk.remove();
  }
}

class Check {
  readonly #options: CheckOptions;
  readonly #disk: Disk;
  readonly #target: Target;
  readonly #random: Random;
  readonly #notes = new Notes();
  readonly #conversationIds = Array.from({ length: conversationCount }, () => newId<"Conversation">() as ConversationId);
  #people: readonly Person[] = [];

  constructor(options: CheckOptions, disk: Disk) {
    this.#options = options;
    this.#disk = disk;
    this.#target = new Target(options.rootDir, disk.dataDir);
    this.#random = new Random(options.seed);
  }

  async run(): Promise<CheckResult> {
    await this.#open();
    const { seed, isOver, onRound, nemeses: chosen = nemeses } = this.#options;
    let verdict = await this.#settle(firstConvergenceMs);
    let rounds = 0;
    while (isClean(verdict) && !isOver(rounds)) {
      // each fault once, in an order of chance, before any comes again
      const nemesis = chosen[(rounds + seed) % chosen.length]!;
      await this.#storm(nemesis);
      verdict = await this.#settle(convergenceAfter(nemesis));
      rounds += 1;
      onRound?.(rounds, nemesis.name, verdict);
    }
    return { seed, rounds, verdict };
  }

  async end(): Promise<void> {
    for (const person of this.#people) {
      person.close();
      person.passage.close();
    }
    await this.#target.stop();
  }

  async #open(): Promise<void> {
    const applicationId = newId();
    const keys = await createKeyPair();
    const userIds = Array.from({ length: personCount }, () => newId<"User">() as UserId);
    const conversations = this.#conversationIds.map((id) => ({ id, userIds }));
    await this.#target.start({ applicationId, publicKey: keys.publicKey.x, userIds, conversations });
    this.#people = await Promise.all(userIds.map((userId) => this.#enter(userId, applicationId, keys)));
  }

  async #enter(userId: UserId, issuer: string, keys: KeyPair): Promise<Person> {
    const passage = await Passage.open(this.#target.port);
    const getAccess = () => signToken(keys.privateKey, { issuer, subject: userId, audience: "user", lifetimeS: tokenLifetimeS });
    return new Person({ userId, passage, getAccess }, this.#conversationIds, this.#notes);
  }

  /** Everybody is at work; somewhere in the middle the fault strikes. */
  async #storm(nemesis: Nemesis): Promise<void> {
    const storm = new AbortController();
    const strike = async (): Promise<void> => {
      await wait(this.#random.between(100, 600));
      await nemesis.strike({ target: this.#target, people: this.#people, random: this.#random, disk: this.#disk });
      await wait(this.#random.between(stormMs.least, stormMs.most));
    };
    const struck = strike().finally(() => storm.abort());
    while (!storm.signal.aborted) {
      this.#random.pick(this.#people).act(this.#random, textLengthDuring(nemesis));
      await wait(this.#random.between(1, 20));
    }
    await struck;
  }

  /** Waits until nothing is under way, then until all agree or the patience is over. */
  async #settle(convergenceMs: number): Promise<Verdict> {
    const restDeadline = Date.now() + restTimeoutMs;
    while (!this.#people.every((person) => person.isAtRest)) {
      if (Date.now() > restDeadline) throw new Error(`no rest: ${this.#people.map((person) => person.describe()).join("; ")}`);
      await wait(pollMs);
    }
    const deadline = Date.now() + convergenceMs;
    for (;;) {
      const isLate = Date.now() > deadline;
      const verdict = await this.#judge().catch((error: unknown) => {
        // a connection found dead at this moment is made anew
        if (isLate || !(error instanceof AppError && error.code === "server_unreachable")) throw error;
      });
      if (verdict && (isLate || isClean(verdict))) return verdict;
      await wait(pollMs);
    }
  }

  async #judge(): Promise<Verdict> {
    const reader = this.#people[0]!;
    const truth = new Map<string, readonly Message[]>();
    for (const id of this.#conversationIds) truth.set(id, await reader.readAll(id));
    const views = (await Promise.all(this.#people.map((person) => person.view()))).flat();
    return judge(this.#notes, truth, views);
  }
}
