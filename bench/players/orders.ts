/** Who takes part in a room, and how he gets in. */
export interface Room {
  /** of the conversation, or the address of the XMPP room */
  readonly id: string;
  /** tokens of ours, or names for XMPP */
  readonly people: readonly string[];
}

/** When the measured time ends: after a while, or after so many sends. */
export type Span = { readonly durationMs: number } | { readonly sendCount: number };

/** What the process that plays the people is told; each order is answered once. */
export type Order =
  | { readonly type: "join"; readonly protocol: "live" | "xmpp"; readonly port: number; readonly rooms: readonly Room[] }
  | { readonly type: "leave" }
  /** as many sends under way in each room as the window says */
  | { readonly type: "closedLoop"; readonly window: number; readonly warmUpMs: number; readonly span: Span }
  /** at a steady rate, for the time from the sender's stamp to each receiver */
  | { readonly type: "openLoop"; readonly sendsPerSecond: number; readonly warmUpMs: number; readonly durationMs: number }
  /** so many messages into each room */
  | { readonly type: "fill"; readonly messageCount: number; readonly window: number }
  /** people who were away come back, all at once, and ask for what they missed */
  | { readonly type: "catchUp"; readonly port: number; readonly returns: readonly Return[] };

/** Somebody who was away. */
export interface Return {
  readonly conversationId: string;
  readonly token: string;
  /** cursor of his list and change number of his conversation when he left */
  readonly cursor: string;
  readonly changeSeq: number;
}

export interface Counts {
  readonly sendCount: number;
  readonly deliveryCount: number;
  readonly refusalCount: number;
  readonly durationMs: number;
}

export interface OpenLoopCounts extends Counts {
  readonly latenciesMs: Distribution;
}

export interface Distribution {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface CatchUpCounts {
  readonly durationMs: number;
  /** one for each who came back, from before he connects to when he has everything */
  readonly latenciesMs: Distribution;
  readonly messageCount: number;
}
