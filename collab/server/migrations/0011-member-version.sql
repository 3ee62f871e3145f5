-- Rises with each change of what is a member's own: of two states that come in any order the older is known by it.
alter table collab.members add version int not null default 0;
