-- A person's own folders of the list. Whoever changes them locks the row of their version.
create table collab.folder_versions (
  application_id uuid not null,
  user_id uuid not null,
  version int not null,
  primary key (application_id, user_id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
);

create table collab.folders (
  application_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  title text not null,
  -- rising
  place int not null,
  primary key (application_id, id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
);
create index folders_by_user on collab.folders (application_id, user_id, place);

create table collab.folder_conversations (
  application_id uuid not null,
  folder_id uuid not null,
  conversation_id uuid not null,
  primary key (application_id, folder_id, conversation_id),
  foreign key (application_id, folder_id) references collab.folders (application_id, id) on delete cascade,
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id)
);
