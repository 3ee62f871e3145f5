-- What is a member's own: silence for a while, the archive, his order of pinned ones.
alter table collab.members
  add muted_until timestamptz,
  -- put away when this was the newest message; a newer one brings it back, unless it is muted
  add archived_seq int,
  -- place among his pinned ones, rising; 0 for those pinned before there was an order
  add pin_place int not null default 0;
