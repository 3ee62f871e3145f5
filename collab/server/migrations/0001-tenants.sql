-- Subscribers own applications; everything else belongs to one application and carries its id first in every key.

create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gin with schema public;

create table collab.subscribers (
  id uuid primary key,
  email text not null unique,
  created_at timestamptz not null default now()
);

create table collab.applications (
  id uuid primary key,
  subscriber_id uuid not null references collab.subscribers (id),
  installation_id text not null,
  name text not null,
  url text not null,
  -- the x coordinate of the Ed25519 public key
  public_key text not null,
  registered_at timestamptz not null,
  -- set: nobody gets in, everything is kept for a later registration of the same installation
  disconnected_at timestamptz,
  unique (subscriber_id, installation_id)
);

create table collab.registrations (
  id uuid primary key,
  email text not null,
  application_name text not null,
  installation_id text not null,
  application_url text not null,
  public_key text not null,
  language text not null,
  -- address the request came from
  address text not null,
  -- keyed hash of the code; the code itself is only in the letter
  code_hash bytea not null,
  attempts_left int not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'cancelled', 'replaced')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index registrations_by_installation on collab.registrations (installation_id, created_at);
create index registrations_by_email on collab.registrations (email, created_at);
create index registrations_by_address on collab.registrations (address, created_at);
create index registrations_by_time on collab.registrations (created_at);
