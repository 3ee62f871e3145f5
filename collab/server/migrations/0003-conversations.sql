-- Conversations, who takes part and who may see.

create table collab.conversations (
  application_id uuid not null references collab.applications (id),
  id uuid not null,
  kind text not null check (kind in ('personal', 'group', 'context', 'broadcast')),
  title text not null,
  -- the application's own unique name
  key text,
  -- the two people of a personal conversation, smaller id first, joined by a space
  pair_key text,
  context jsonb,
  -- number of the newest message, taken under the lock of this row
  last_seq bigint not null default 0,
  -- number of the newest change of a message, taken under the lock of this row
  change_seq bigint not null default 0,
  -- counts every change of who may see it
  audience_version int not null default 1,
  -- transaction that touched the row last: what changed since a cursor is found by it
  touched_xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default now(),
  last_message_at timestamptz,
  -- the record is gone: nobody sees the conversation
  removed_at timestamptz,
  search_text text not null generated always as (replace(lower(title || ' ' || coalesce(context ->> 'subtitle', '')), 'ё', 'е')) stored,
  primary key (application_id, id),
  check ((kind = 'personal') = (pair_key is not null)),
  check (kind <> 'context' or (key is not null and context is not null))
) with (fillfactor = 70);
create unique index conversations_by_key on collab.conversations (application_id, key) where key is not null;
create unique index conversations_by_pair on collab.conversations (application_id, pair_key) where pair_key is not null;
-- the one conversation of everybody that every application has
create unique index conversations_general on collab.conversations (application_id) where kind = 'broadcast' and key is null;
create index conversations_by_search_text on collab.conversations using gin (application_id, search_text public.gin_trgm_ops);

-- Who takes part: what is his own in it. A row gives access to personal and group conversations only.
create table collab.members (
  application_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  role text not null default 'member' check (role in ('owner', 'member')),
  read_seq bigint not null default 0,
  notification_level text not null default 'all' check (notification_level in ('all', 'mentions', 'none')),
  is_pinned boolean not null default false,
  joined_at timestamptz not null default now(),
  -- left, was taken out, or lost the right to see the record
  left_at timestamptz,
  -- he did not leave by will: he comes back together with the right
  has_lost_right boolean not null default false,
  touched_xid xid8 not null default pg_current_xact_id(),
  primary key (application_id, conversation_id, user_id),
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
) with (fillfactor = 70);
create index members_by_user on collab.members (application_id, user_id, conversation_id) where left_at is null;
create index members_who_left on collab.members (application_id, user_id, left_at) where left_at is not null;

-- Who may see a context conversation, by the application's own names; a name that is not mirrored yet waits with principal_id null.
create table collab.audience (
  application_id uuid not null,
  conversation_id uuid not null,
  kind text not null check (kind in ('user', 'group')),
  external_id text not null,
  -- the user or the group
  principal_id uuid,
  primary key (application_id, conversation_id, kind, external_id),
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id)
);
create index audience_by_conversation on collab.audience (application_id, conversation_id, principal_id);
create index audience_by_principal on collab.audience (application_id, principal_id, conversation_id);
create index audience_awaited on collab.audience (application_id, kind, external_id) where principal_id is null;
