-- What search looks at. Written just behind the messages, from them alone: everything here can be made anew.

-- How far the messages of a conversation are indexed, by their change numbers.
create table collab.search_progress (
  application_id uuid not null,
  conversation_id uuid not null,
  change_seq int not null default 0,
  primary key (application_id, conversation_id)
);

create table collab.message_search (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  created_at timestamptz not null,
  -- of the text that was indexed: a message that says something else by now is not found
  text_hash bigint not null,
  -- stems of text, file names and file texts; and signs with a colon: user:, to:, has:
  words tsvector not null
);
create unique index message_search_by_place on collab.message_search (application_id, conversation_id, created_at, seq);
create index message_search_by_time on collab.message_search (application_id, created_at);
create index message_search_by_words on collab.message_search using gin (conversation_id, words) with (fastupdate = off);

-- Every stem of letters that somebody wrote: for typing errors, other layouts and beginnings.
create table collab.search_words (
  application_id uuid not null,
  word text not null
);
create unique index search_words_by_word on collab.search_words (application_id, word text_pattern_ops);
create index search_words_by_parts on collab.search_words using gin (application_id, word public.gin_trgm_ops);

-- Texts taken out of files, where somebody takes them out.
create table collab.file_texts (
  application_id uuid not null,
  file_id uuid not null,
  text text not null,
  primary key (application_id, file_id)
);

create index conversations_of_everybody on collab.conversations (application_id) where kind = 'broadcast';
