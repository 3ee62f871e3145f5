-- How this installation is connected to a collaboration server. There is one connection.

create table office.connection (
  id boolean primary key default true check (id),
  -- the pure state of office/domain/collaboration/rules.ts
  connecting jsonb not null,
  -- null: the installation's own server
  server_url text,
  email text,
  application_name text not null default '',
  -- under which name the server knows this installation: stays when the data move to another place
  known_as text,
  private_key jsonb,
  last_synced_at timestamptz,
  user_count int,
  group_count int
);

-- Discussions that were prepared on the server.
create table office.discussions (
  document_id uuid primary key references office.documents (id),
  application_id text not null,
  conversation_id uuid not null,
  opened_at timestamptz not null
);
