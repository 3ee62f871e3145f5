import type { Db } from "./database.ts";

/** One step forward; never changed after it was released. */
export interface Migration {
  /** `0001-tenants`; the order of names is the order of steps */
  readonly name: string;
  /** SQL, or the text from which the checksum of a step in TypeScript is made */
  readonly text: string;
  /** a step that SQL alone cannot do; without it the text is run */
  readonly run?: (db: Db) => Promise<void>;
}
