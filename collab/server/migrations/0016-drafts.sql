-- What people have begun to write: the newest of all devices of a person. A row stays, empty, so that its version only rises.
create table collab.drafts (
  application_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  text text not null,
  version int not null,
  -- by the clock of this server
  typed_at timestamptz not null,
  primary key (application_id, conversation_id, user_id),
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
) with (fillfactor = 70);
