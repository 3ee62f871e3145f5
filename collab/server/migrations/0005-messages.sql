-- Messages and what hangs on them. A row keeps the number of the change that touched it last: "what changed since N" is one index range.

create table collab.messages (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  -- made by the client
  id uuid not null,
  change_seq int not null,
  -- null: written by the system
  author_id uuid,
  reply_to_seq int,
  attachment_count int not null default 0,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  text text not null,
  note jsonb,
  -- what collab.reactions says, as it is shown: in order of the first of each sort, at most 100 people named
  reactions jsonb,
  primary key (application_id, conversation_id, seq),
  -- no foreign key: messages are written under the lock of the conversation's row, and a key would be checked for each of them
  unique (application_id, id)
);
create unique index messages_by_change on collab.messages (application_id, conversation_id, change_seq);

-- Texts before an edit.
create table collab.message_versions (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  -- the change that took its place
  change_seq int not null,
  text text not null,
  written_at timestamptz not null,
  primary key (application_id, conversation_id, seq, change_seq)
);

create table collab.reactions (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  emoji text not null,
  user_id uuid not null,
  -- the change that brought it: the order of reacting
  change_seq int not null,
  primary key (application_id, conversation_id, seq, emoji, user_id)
);

-- Whom a message concerns. Everybody stands under the id of the conversation.
create table collab.mentions (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  -- a user, a group, or the conversation
  principal_id uuid not null,
  -- answered: a message of that person was answered without naming him
  kind text not null check (kind in ('named', 'answered')),
  author_id uuid not null,
  created_at timestamptz not null,
  primary key (application_id, conversation_id, seq, principal_id)
);
create index mentions_by_principal on collab.mentions (application_id, principal_id, created_at desc, conversation_id, seq);

create table collab.message_attachments (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  position int not null,
  file_id uuid not null,
  primary key (application_id, conversation_id, seq, position)
);
create index message_attachments_by_file on collab.message_attachments (application_id, file_id);
