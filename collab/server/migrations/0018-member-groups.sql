-- Groups that take part in a conversation: whoever belongs to one has a row in collab.members for as long as he belongs.
create table collab.member_groups (
  application_id uuid not null,
  conversation_id uuid not null,
  group_id uuid not null,
  primary key (application_id, conversation_id, group_id),
  foreign key (application_id, conversation_id) references collab.conversations (application_id, id),
  foreign key (application_id, group_id) references collab.groups (application_id, id) on delete cascade
);
create index member_groups_by_group on collab.member_groups (application_id, group_id, conversation_id);

-- he takes part through a group only, and leaves with it
alter table collab.members add is_by_group boolean not null default false;
