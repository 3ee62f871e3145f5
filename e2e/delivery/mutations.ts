/** A way to break the delivery contract on purpose. */
export interface Mutation {
  readonly name: string;
  /** each is replaced once */
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** faults that bring it to light, by name */
  readonly foundBy: readonly string[];
  /** storms in which it must have shown */
  readonly rounds: number;
}

export const mutations: readonly Mutation[] = [
  {
    name: "acknowledged before it is on disk",
    edits: [
      {
        file: "platform/server/embedded/settings.ts",
        from: 'fsync: "on", synchronous_commit: "on"',
        to: 'fsync: "on", synchronous_commit: "off"',
      },
    ],
    foundBy: ["kill-server", "kill-database"],
    rounds: 12,
  },
  {
    name: "no unique key on the id of a message",
    edits: [
      { file: "collab/server/migrations/0005-messages.sql", from: "unique (application_id, id)", to: "check (id is not null)" },
      { file: "collab/server/messages/post-store.ts", from: "and m.id = i.id\n", to: "and m.id = i.id and false\n" },
    ],
    foundBy: ["cut", "kill-server"],
    rounds: 12,
  },
  {
    name: "resuming off by one",
    edits: [{ file: "collab/server/messages/store.ts", from: "m.change_seq > ${since}", to: "m.change_seq > ${since} + 1" }],
    foundBy: ["cut"],
    rounds: 6,
  },
  {
    name: "resuming by the clock",
    edits: [
      {
        file: "collab/server/messages/store.ts",
        from: "m.change_seq > ${since}",
        to: "m.created_at > coalesce((select p.created_at from collab.messages p where p.application_id = ${place.applicationId} and p.conversation_id = ${place.conversationId} and p.change_seq = ${since}), '-infinity')",
      },
    ],
    foundBy: ["cut"],
    rounds: 6,
  },
  {
    name: "events of a slow reader dropped in silence",
    edits: [
      {
        file: "platform/server/live/connection.ts",
        from: "this.#raw.write(owed.join());",
        to: "if (this.#raw.writableLength < 65_536) this.#raw.write(owed.join());",
      },
    ],
    foundBy: ["slow-reader"],
    rounds: 8,
  },
];
