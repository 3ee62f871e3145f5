-- What the owners of a group decide for everybody.
alter table collab.conversations
  add description text not null default '',
  -- who writes, who adds people, who gives another title
  add posting text not null default 'everybody' check (posting in ('everybody', 'owners')),
  add adding text not null default 'everybody' check (adding in ('everybody', 'owners')),
  add renaming text not null default 'owners' check (renaming in ('everybody', 'owners')),
  -- of those who join from now on
  add history text not null default 'whole' check (history in ('whole', 'sinceJoining')),
  -- counts the changes of what stands above
  add settings_version int not null default 0;

-- Messages up to this number do not exist for the member: his history begins at joining.
alter table collab.members
  add hidden_seq int not null default 0,
  -- what is above the read mark is never hidden: counts need to ask no further
  add check (hidden_seq <= read_seq);
