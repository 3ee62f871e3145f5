import type { FastifyInstance } from "fastify";

export type HealthState = "healthy" | "warning" | "failing";
export type HealthFacts = Readonly<Record<string, string | number | boolean>>;

/** What one check found. */
export interface HealthCheck {
  readonly name: string;
  readonly state: HealthState;
  readonly facts: HealthFacts;
}

type Run = () => Promise<{ readonly state: HealthState; readonly facts?: HealthFacts }>;

const patienceMs = 3_000;

/** What can be checked: database, disk, mail, jobs. */
export class HealthRegistry {
  readonly #checks = new Map<string, Run>();

  register(name: string, run: Run): void {
    this.#checks.set(name, run);
  }

  /** Runs all checks at the same time; one that throws or takes longer than three seconds is failing. By order of registering. */
  async run(): Promise<readonly HealthCheck[]> {
    return Promise.all([...this.#checks].map(([name, run]) => runPatiently(name, run)));
  }
}

async function runPatiently(name: string, run: Run): Promise<HealthCheck> {
  const { promise: late, resolve } = Promise.withResolvers<HealthCheck>();
  const timer = setTimeout(() => resolve({ name, state: "failing", facts: { reason: "timeout" } }), patienceMs);
  try {
    return await Promise.race([late, run().then(({ state, facts = {} }) => ({ name, state, facts }))]);
  } catch {
    return { name, state: "failing", facts: { reason: "error" } };
  } finally {
    clearTimeout(timer);
  }
}

/** Serves `/api/health` to anybody: the states only, since facts are for administrators. 503 while something fails. */
export function mountHealth(fastify: FastifyInstance, registry: HealthRegistry): void {
  fastify.get("/api/health", async (_, reply) => {
    const checks = await registry.run();
    const isFailing = checks.some(({ state }) => state === "failing");
    const worst: HealthState = isFailing ? "failing" : checks.some(({ state }) => state === "warning") ? "warning" : "healthy";
    await reply.code(isFailing ? 503 : 200).send({ state: worst, checks: checks.map(({ name, state }) => ({ name, state })) });
  });
}
