-- Documents, their files, and who sees them.

create table office.files (
  id uuid primary key,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  -- name of the bytes in the blob store
  blob text not null,
  author_id uuid not null references office.people (id),
  created_at timestamptz not null
);
create index files_by_author on office.files (author_id);

create table office.documents (
  id uuid primary key,
  kind text not null,
  title text not null,
  number text not null,
  document_on date,
  state text not null,
  counterparty text not null,
  amount_minor bigint,
  author_id uuid not null references office.people (id),
  responsible_id uuid not null references office.people (id),
  due_on date,
  text text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- removed: nobody sees it, its author may bring it back
  deleted_at timestamptz,
  search_vector tsvector not null generated always as (
    setweight(to_tsvector('simple', replace(lower(regexp_replace(number || ' ' || title || ' ' || counterparty, '[^[:alnum:]]+', ' ', 'g')), 'ё', 'е')), 'A')
    || setweight(to_tsvector('russian', replace(lower(title || ' ' || counterparty), 'ё', 'е')), 'A')
    || setweight(to_tsvector('english', lower(title || ' ' || counterparty)), 'A')
    || to_tsvector('simple', replace(lower(left(text, 50000)), 'ё', 'е'))
    || to_tsvector('russian', replace(lower(left(text, 50000)), 'ё', 'е'))
    || to_tsvector('english', lower(left(text, 50000)))
  ) stored
);
create index documents_by_change on office.documents (updated_at, id) where deleted_at is null;
create index documents_by_author on office.documents (author_id);
create index documents_by_responsible on office.documents (responsible_id);
create index documents_by_words on office.documents using gin (search_vector);

create table office.document_participants (
  document_id uuid not null references office.documents (id) on delete cascade,
  place int not null,
  person_id uuid references office.people (id),
  department_id uuid references office.departments (id),
  primary key (document_id, place),
  check ((person_id is null) <> (department_id is null))
);
create index document_participants_by_person on office.document_participants (person_id, document_id) where person_id is not null;
create index document_participants_by_department on office.document_participants (department_id, document_id) where department_id is not null;

create table office.document_files (
  document_id uuid not null references office.documents (id) on delete cascade,
  file_id uuid not null references office.files (id),
  place int not null,
  primary key (document_id, file_id)
);
create index document_files_by_file on office.document_files (file_id);

create table office.document_history (
  id bigint generated always as identity primary key,
  document_id uuid not null references office.documents (id) on delete cascade,
  at timestamptz not null,
  person_id uuid not null references office.people (id),
  type text not null,
  subjects text[] not null
);
create index document_history_by_document on office.document_history (document_id, id);

-- The one rights function, first half: the principals to whom a document is shown, and why.
-- Audiences of discussions are made of it as it is; everything else asks document_viewers, which is made of it.
create view office.document_principals as
  select id document_id, 'author' reason, author_id person_id, null::uuid department_id, null::text permission
    from office.documents where deleted_at is null
  union all
  select id, 'responsible', responsible_id, null, null from office.documents where deleted_at is null
  union all
  select p.document_id, 'participant', p.person_id, null, null
    from office.document_participants p join office.documents d on d.id = p.document_id
    where p.person_id is not null and d.deleted_at is null
  union all
  select p.document_id, 'department', null, p.department_id, null
    from office.document_participants p join office.documents d on d.id = p.document_id
    where p.department_id is not null and d.deleted_at is null
  union all
  select id, 'readAll', null, null, 'documents.readAll' from office.documents where deleted_at is null;

-- Second half: the same, in people. A department counts with everything below it; blocked people see nothing.
create view office.document_viewers as
  select a.document_id, a.reason, p.id person_id, a.department_id
    from office.document_principals a join office.people p on p.id = a.person_id
    where not p.is_blocked
  union all
  select a.document_id, a.reason, p.id, a.department_id
    from office.people p join office.departments d on d.id = p.department_id
    join office.document_principals a on a.department_id = any (d.ancestor_ids)
    where not p.is_blocked
  union all
  select a.document_id, a.reason, p.id, a.department_id
    from office.people p join office.document_principals a on a.permission = any (p.permissions)
    where not p.is_blocked;
