-- Signing in beside the password, and where sessions come from.

alter table office.sessions add column address text not null default '';

create table office.second_factors (
  person_id uuid primary key references office.people (id) on delete cascade,
  -- sealed with a key that is not in the database
  sealed_secret bytea not null,
  -- null: begun, nothing is asked yet
  confirmed_at timestamptz,
  -- the newest time step whose code was used: no code counts twice
  last_step bigint not null default 0
);

create table office.recovery_codes (
  person_id uuid not null references office.second_factors (person_id) on delete cascade,
  -- an HMAC; a used code is gone
  code_hash bytea not null,
  primary key (person_id, code_hash)
);

create table office.passkeys (
  id uuid primary key,
  person_id uuid not null references office.people (id) on delete cascade,
  -- its name in the authenticator
  credential_id text not null unique,
  public_key bytea not null,
  -- 0 for ever where the authenticator does not count
  counter bigint not null,
  transports text[] not null,
  is_synced boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_person on office.passkeys (person_id);

-- Questions put to a browser: each is answered once, or ends.
create table office.passkey_challenges (
  challenge_hash bytea primary key,
  -- who makes a passkey; null: somebody signs in
  person_id uuid references office.people (id) on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenges_by_end on office.passkey_challenges (expires_at);
