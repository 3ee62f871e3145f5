-- A forwarded message is written as it stood then; who first wrote it and where stands beside the text.
alter table collab.messages
  -- {messageId, authorId, createdAt} of the first message; null for what was written here
  add forwarded_from jsonb;
