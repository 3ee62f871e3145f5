-- People, departments, sessions: the one user list of the installation.

create extension if not exists pg_trgm with schema public;

create table office.organisation (
  -- there is one
  id boolean primary key default true check (id),
  name text not null,
  language text not null,
  is_demo boolean not null,
  -- of a demo company only: its people sign in with it
  demo_password text,
  state text not null check (state in ('filling', 'ready')),
  progress real not null,
  created_at timestamptz not null
);

create table office.departments (
  id uuid primary key,
  parent_id uuid references office.departments (id),
  name text not null,
  head_id uuid,
  -- itself first, then everything above it
  ancestor_ids uuid[] not null
);
create index departments_by_parent on office.departments (parent_id);
create index departments_by_ancestor on office.departments using gin (ancestor_ids);

create table office.people (
  id uuid primary key,
  login text not null unique,
  password_hash text not null,
  full_name text not null,
  short_name text not null,
  position text not null,
  department_id uuid references office.departments (id),
  email text,
  inner_phone text not null,
  mobile_phone text not null,
  city text not null,
  time_zone text not null default 'Europe/Moscow',
  responsibilities text[] not null,
  permissions text[] not null,
  is_blocked boolean not null default false,
  settings jsonb not null default '{}',
  -- what a search looks at: small letters, ё as е
  search_text text not null,
  created_at timestamptz not null
);
create index people_by_name on office.people (full_name collate "ru-x-icu", id);
create index people_by_department on office.people (department_id);
create index people_by_search_text on office.people using gin (search_text public.gin_trgm_ops);

alter table office.departments add foreign key (head_id) references office.people (id);
create index departments_by_head on office.departments (head_id);

create table office.sessions (
  id uuid primary key,
  person_id uuid not null references office.people (id) on delete cascade,
  -- sha-256 of the cookie; the cookie itself is only in the browser
  token_hash bytea not null unique,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- whatever happens
  expires_at timestamptz not null
);
create index sessions_by_person on office.sessions (person_id);
