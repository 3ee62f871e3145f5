-- Registers, every number they gave, and links between documents.

-- set while the document has a number of a register
alter table office.documents add column registered_at timestamptz;

create table office.registers (
  id uuid primary key,
  name text not null unique,
  kinds text[] not null,
  prefix text not null,
  template text not null,
  restart text not null check (restart in ('yearly', 'never')),
  time_zone text not null,
  created_at timestamptz not null
);

-- The row lock on a counter makes numbers gap-free: who takes a number holds it until his transaction ends, one way or the other.
create table office.register_counters (
  register_id uuid not null references office.registers (id),
  -- 0 when numbers never begin anew
  year int not null,
  last_sequence int not null,
  last_on date not null,
  primary key (register_id, year)
);

create table office.register_entries (
  id uuid primary key,
  register_id uuid not null references office.registers (id),
  year int not null,
  sequence int not null,
  number text not null,
  registered_on date not null,
  kind text not null,
  state text not null check (state in ('registered', 'reserved', 'voided')),
  document_id uuid references office.documents (id),
  taken_at timestamptz not null,
  unique (register_id, year, sequence),
  unique (register_id, number),
  check (state <> 'registered' or document_id is not null)
);
create unique index register_entries_by_document on office.register_entries (document_id) where state = 'registered';
create index register_entries_by_place on office.register_entries (register_id, registered_on, sequence);

create table office.register_entry_steps (
  entry_id uuid not null references office.register_entries (id),
  place int not null,
  state text not null,
  at timestamptz not null,
  person_id uuid not null references office.people (id),
  reason text not null,
  primary key (entry_id, place)
);

create table office.document_links (
  id uuid primary key,
  type text not null,
  from_id uuid not null references office.documents (id) on delete cascade,
  to_id uuid not null references office.documents (id) on delete cascade,
  created_at timestamptz not null,
  unique (from_id, to_id, type),
  check (from_id <> to_id)
);
create index document_links_by_target on office.document_links (to_id);

-- the other document of a link: who does not see it does not see the entry
alter table office.document_history add column other_id uuid references office.documents (id) on delete cascade;

update office.people set permissions = permissions || '{documents.register}' where 'documents.readAll' = any (permissions);
update office.people set permissions = permissions || '{registers.manage}' where 'users.manage' = any (permissions);

-- Ready registers; an installation changes them as it likes.
insert into office.registers (id, name, kinds, prefix, template, restart, time_zone, created_at)
select gen_random_uuid(), name, kinds, prefix, template, 'yearly', 'Europe/Moscow', now()
from (values
  ('Входящие', '{incomingLetter}'::text[], 'Вх', '{prefix}-{n:5}/{yy}'),
  ('Исходящие', '{outgoingLetter}', 'Исх', '{prefix}-{n:5}/{yy}'),
  ('Приказы', '{order}', '', '{n}/{yy}'),
  ('Договоры', '{contract}', 'Д', '{n}-{prefix}/{yy}'),
  ('Коммерческие предложения', '{offer}', 'КП', '{prefix}-{yyyy}/{n:4}'),
  ('Служебные записки', '{memo}', 'СЗ', '{prefix}-{n}/{yy}'),
  ('Протоколы', '{minutes}', '', '{n}/{yy}'),
  ('Счета', '{invoice}', '', '{n}/{yy}'),
  ('Акты', '{act}', '', '{n}/{yy}'),
  ('Доверенности', '{powerOfAttorney}', '', '{n}/{yy}')
) ready (name, kinds, prefix, template);
