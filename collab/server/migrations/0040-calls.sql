-- Calls of conversations, kept as the record of who talked with whom. One goes on in a conversation at most.
create table collab.calls (
  application_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  starter_id uuid not null,
  is_personal boolean not null,
  has_video boolean not null,
  state text not null,
  outcome text,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  version int not null,
  primary key (application_id, id),
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id)
);
create unique index calls_open on collab.calls (application_id, conversation_id) where ended_at is null;

create table collab.call_participants (
  application_id uuid not null,
  call_id uuid not null,
  user_id uuid not null,
  place int not null,
  state text not null,
  -- where he talks
  device_id uuid,
  joined_at timestamptz,
  lost_at timestamptz,
  primary key (application_id, call_id, user_id),
  foreign key (application_id, call_id) references collab.calls (application_id, id)
);
create index call_participants_talking on collab.call_participants (application_id, user_id) where state = 'joined';
