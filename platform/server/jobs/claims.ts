import { Client, escapeIdentifier, type Pool } from "pg";

const patienceMs = 10_000;

/**
 * Says which workers of a queue live: each holds an advisory lock that bears its name, on a connection of its own. A process that is
 * killed loses it at once; processes that work beside it on the same database keep theirs. What a worker without a lock had begun is
 * given back to the queue.
 */
export class WorkerClaims {
  readonly #client: Client;
  readonly #schema: string;
  #isClosed = false;

  private constructor(client: Client, schema: string) {
    this.#client = client;
    this.#schema = schema;
  }

  /** @param handleLost runs when the connection breaks, and with it the claim; not when it was closed */
  static async open(pool: Pool, schema: string, handleLost: (error: Error) => void): Promise<WorkerClaims> {
    const name = `veche ${schema} claims`;
    const client = new Client({ ...pool.options, application_name: name, keepAlive: true, connectionTimeoutMillis: patienceMs });
    const claims = new WorkerClaims(client, schema);
    client.on("error", (error) => {
      if (!claims.#isClosed) handleLost(error);
    });
    await client.connect();
    return claims;
  }

  /**
   * Gives back what workers that are gone had begun, then starts one and claims its name. Processes do this one after another: nobody is
   * taken for gone before he has claimed.
   * @returns ids of the workers that were gone
   */
  async startClaimed(start: () => Promise<{ readonly workerId: string }>): Promise<readonly string[]> {
    const gate = "start";
    await this.#lock(gate);
    try {
      const goneIds = await this.#giveBack();
      const { workerId } = await start();
      await this.#lock(workerId);
      return goneIds;
    } finally {
      await this.#unlock(gate);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.end();
  }

  async #giveBack(): Promise<readonly string[]> {
    const schema = escapeIdentifier(this.#schema);
    const { rows } = await this.#client.query<{ id: string }>(
      `select distinct locked_by id from ${schema}.jobs where locked_by is not null`,
    );
    const goneIds: string[] = [];
    for (const { id } of rows) if (await this.#isGone(id)) goneIds.push(id);
    if (goneIds.length > 0) await this.#client.query(`select ${schema}.force_unlock_workers($1::text[])`, [goneIds]);
    return goneIds;
  }

  async #isGone(workerId: string): Promise<boolean> {
    const { rows } = await this.#client.query<{ isFree: boolean }>(`select pg_try_advisory_lock(hashtextextended($1, 0)) "isFree"`, [
      this.#nameOf(workerId),
    ]);
    if (!rows[0]!.isFree) return false;
    await this.#unlock(workerId);
    return true;
  }

  async #lock(what: string): Promise<void> {
    await this.#client.query("select pg_advisory_lock(hashtextextended($1, 0))", [this.#nameOf(what)]);
  }

  async #unlock(what: string): Promise<void> {
    await this.#client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [this.#nameOf(what)]);
  }

  #nameOf(what: string): string {
    return `veche ${this.#schema} ${what}`;
  }
}
