-- When people are away, and who acts for them.

create table office.absences (
  id uuid primary key,
  person_id uuid not null references office.people (id),
  reason text not null check (reason in ('vacation', 'sick', 'trip')),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  -- who wrote it down: the person, his head, an administrator
  author_id uuid not null references office.people (id),
  created_at timestamptz not null
);
create index absences_by_person on office.absences (person_id, ends_on);

create table office.absence_substitutes (
  absence_id uuid not null references office.absences (id) on delete cascade,
  area text not null check (area in ('documents', 'tasks', 'mail', 'calendar')),
  person_id uuid not null references office.people (id),
  primary key (absence_id, area)
);
create index absence_substitutes_by_person on office.absence_substitutes (person_id);
