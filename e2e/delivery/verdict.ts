import type { ConversationHead } from "@veche/collab-domain/conversations";
import type { UserId } from "@veche/collab-domain/directory";
import type { Message } from "@veche/collab-domain/messages";

/** What the people of a check did and saw. */
export interface Ledger {
  /** id → text of everything that was sent */
  readonly sent: ReadonlyMap<string, string>;
  /** ids the server said are on disk */
  readonly acknowledged: ReadonlySet<string>;
  /** id → the last change of a message the server confirmed to who made it */
  readonly confirmedChanges: ReadonlyMap<string, number>;
  /** for each reader: id → the number under which he first saw a message */
  readonly seen: ReadonlyMap<UserId, ReadonlyMap<string, number>>;
  /** codes no fault explains */
  readonly refusals: readonly string[];
}

/** One conversation as one person's program shows it, beside what the server tells someone who comes anew. */
export interface View {
  readonly userId: UserId;
  readonly shown: readonly Message[];
  readonly hasAfter: boolean;
  readonly head: ConversationHead | null;
  readonly freshHead: ConversationHead;
}

export interface Verdict {
  readonly sent: number;
  readonly acknowledged: number;
  readonly seen: number;
  /** acknowledged, and not there or not as confirmed */
  readonly lost: number;
  /** there twice */
  readonly doubled: number;
  /** seen under another number than they have */
  readonly reordered: number;
  /** numbers that are missing or given twice */
  readonly gaps: number;
  /** programs that show something else than the server has */
  readonly unequal: number;
  /** counters that differ from a recount */
  readonly miscounted: number;
  /** answers no fault explains */
  readonly refused: number;
  /** the first of each, in words */
  readonly faults: readonly string[];
}

/** Compares what was promised with what is there. @param truth all messages of each conversation, oldest first */
export function judge(ledger: Ledger, truth: ReadonlyMap<string, readonly Message[]>, views: readonly View[]): Verdict {
  const faults: string[] = [];
  const count = (name: string, found: readonly string[]): number => {
    if (found.length > 0) faults.push(`${name}: ${found[0]}`);
    return found.length;
  };
  const all = [...truth.values()].flat();
  const byId = new Map(all.map((message) => [message.id as string, message]));
  const seenCount = [...ledger.seen.values()].reduce((sum, ofReader) => sum + ofReader.size, 0);
  return {
    sent: ledger.sent.size,
    acknowledged: ledger.acknowledged.size,
    seen: seenCount,
    lost: count("lost", [...findLost(ledger, byId)]),
    doubled: count("doubled", [...findDoubled(ledger, all)]),
    reordered: count("reordered", [...findReordered(ledger, byId)]),
    gaps: count("gap", [...truth.values()].flatMap(findGaps)),
    unequal: count(
      "unequal",
      views.flatMap((view) => [...findUnequal(view, truth)]),
    ),
    miscounted: count(
      "miscounted",
      views.flatMap((view) => [...findMiscounted(view, truth)]),
    ),
    refused: count("refused", ledger.refusals),
    faults,
  };
}

export function isClean(verdict: Verdict): boolean {
  return verdict.faults.length === 0;
}

function* findLost({ acknowledged, confirmedChanges }: Ledger, byId: ReadonlyMap<string, Message>): Iterable<string> {
  for (const id of acknowledged) if (!byId.has(id)) yield `the message ${id} is not there`;
  for (const [id, changeSeq] of confirmedChanges) {
    const present = byId.get(id)?.changeSeq ?? 0;
    if (present < changeSeq) yield `the message ${id} is in its state ${present}, ${changeSeq} was confirmed`;
  }
}

function* findDoubled({ sent }: Ledger, all: readonly Message[]): Iterable<string> {
  const ids = new Set<string>();
  const texts = new Set<string>();
  const originals = new Set(sent.values());
  for (const { id, text, conversationId, seq } of all) {
    if (ids.has(id)) yield `the message ${id} is in the list twice, again as ${seq} of ${conversationId}`;
    else if (originals.has(text) && texts.has(text)) yield `what was said once stands twice: ${text.slice(0, 40)}`;
    ids.add(id);
    texts.add(text);
  }
}

function* findReordered({ seen }: Ledger, byId: ReadonlyMap<string, Message>): Iterable<string> {
  for (const [userId, numbers] of seen) {
    for (const [id, seq] of numbers) {
      const present = byId.get(id)?.seq;
      if (present !== seq) yield `${userId} saw the message ${id} as ${seq}, it is ${present ?? "not there"}`;
    }
  }
}

function findGaps(messages: readonly Message[]): readonly string[] {
  const changes = new Set(messages.map(({ changeSeq }) => changeSeq));
  const misplaced = messages.flatMap(({ seq, conversationId }, index) =>
    seq === index + 1 ? [] : [`${conversationId} has ${seq} at the place ${index + 1}`],
  );
  return changes.size === messages.length ? misplaced : [...misplaced, "one change number belongs to two messages"];
}

function* findUnequal({ userId, shown, hasAfter, freshHead }: View, truth: ReadonlyMap<string, readonly Message[]>): Iterable<string> {
  const messages = truth.get(freshHead.id) ?? [];
  const shownUpTo = shown.at(-1)?.seq ?? 0;
  if (hasAfter || shownUpTo !== messages.length) return void (yield `${userId} is shown up to ${shownUpTo}, ${messages.length} are there`);
  for (const [index, message] of messages.slice(messages.length - shown.length).entries()) {
    if (JSON.stringify(shown[index]) !== JSON.stringify(message)) yield `${userId} is shown another state of ${message.seq}`;
  }
}

function* findMiscounted({ userId, head, freshHead }: View, truth: ReadonlyMap<string, readonly Message[]>): Iterable<string> {
  const { readSeq, unreadCount } = freshHead.my;
  const recount = (truth.get(freshHead.id) ?? []).filter(({ seq, authorId }) => seq > readSeq && authorId !== userId).length;
  if (unreadCount !== recount) yield `${userId} has ${unreadCount} unread by the server, ${recount} by a recount`;
  const [shown, anew] = [head, freshHead].map(toNumbers);
  if (shown !== anew) yield `${userId} is shown ${shown}, anew it is ${anew}`;
}

function toNumbers(head: ConversationHead | null): string {
  return head
    ? `${head.lastSeq} messages, ${head.my.readSeq} read, ${head.my.unreadCount} unread, ${head.my.mentionCount} mentions`
    : "nothing";
}
