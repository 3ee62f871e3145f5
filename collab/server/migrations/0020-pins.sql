-- Who pinned a message, and when.
alter table collab.messages
  add pinned_by uuid,
  add pinned_at timestamptz,
  add check ((pinned_by is null) = (pinned_at is null));
create index messages_pinned on collab.messages (application_id, conversation_id, pinned_at desc) where pinned_at is not null;
