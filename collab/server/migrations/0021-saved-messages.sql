-- Messages that somebody keeps for himself.
create table collab.saved_messages (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  user_id uuid not null,
  saved_at timestamptz not null,
  -- order of saving
  number bigint generated always as identity,
  primary key (application_id, conversation_id, seq, user_id)
);
create index saved_messages_by_user on collab.saved_messages (application_id, user_id, number desc);
