-- What is known of uploaded files; their bytes are blobs, found by content hash.

create table collab.files (
  application_id uuid not null references collab.applications (id),
  -- made by the client
  id uuid not null,
  uploader_id uuid not null,
  name text not null,
  -- by content, not by name
  media_type text not null,
  size_bytes bigint not null,
  blob_hash text not null,
  image_width int,
  image_height int,
  thumbnail_hash text,
  created_at timestamptz not null,
  -- hangs on a message, or is about to
  claimed_at timestamptz,
  -- its last message was deleted, or nobody ever used it: gone for everybody
  removed_at timestamptz,
  primary key (application_id, id),
  foreign key (application_id, uploader_id) references collab.users (application_id, id)
);
create index files_unclaimed on collab.files (created_at) where claimed_at is null and removed_at is null;
create index files_by_blob on collab.files (blob_hash);
create index files_by_thumbnail on collab.files (thumbnail_hash) where thumbnail_hash is not null;

-- Keys that this server signs file tickets with.
create table collab.file_keys (
  name text primary key,
  secret bytea not null,
  created_at timestamptz not null default now()
);
