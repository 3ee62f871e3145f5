-- What outlives a connection: written lazily, when the last one of a person ends and when he chooses.
create table collab.presences (
  application_id uuid not null,
  user_id uuid not null,
  last_seen_at timestamptz,
  is_do_not_disturb boolean not null default false,
  primary key (application_id, user_id)
);
