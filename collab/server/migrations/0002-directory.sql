-- The mirror of an application's people and groups.

create table collab.users (
  application_id uuid not null references collab.applications (id),
  id uuid not null,
  external_id text not null,
  login text not null,
  full_name text not null,
  position text not null,
  department text not null,
  email text,
  language text not null,
  time_zone text not null,
  matching_key text,
  is_blocked boolean not null,
  created_at timestamptz not null default now(),
  -- what a search looks at: small letters, ё as е
  search_text text not null generated always as (replace(lower(full_name || ' ' || login || ' ' || position), 'ё', 'е')) stored,
  primary key (application_id, id),
  unique (application_id, external_id)
);
create index users_by_name on collab.users (application_id, full_name, id) where not is_blocked;
create index users_by_search_text on collab.users using gin (application_id, search_text public.gin_trgm_ops);

create table collab.groups (
  application_id uuid not null references collab.applications (id),
  id uuid not null,
  external_id text not null,
  name text not null,
  kind text not null check (kind in ('department', 'role')),
  search_text text not null generated always as (replace(lower(name), 'ё', 'е')) stored,
  primary key (application_id, id),
  unique (application_id, external_id)
);
create index groups_by_name on collab.groups (application_id, name, id);

create table collab.group_members (
  application_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (application_id, group_id, user_id),
  foreign key (application_id, group_id) references collab.groups (application_id, id) on delete cascade,
  foreign key (application_id, user_id) references collab.users (application_id, id)
);
create index group_members_by_user on collab.group_members (application_id, user_id, group_id);
