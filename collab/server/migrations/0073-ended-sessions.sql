-- Sessions of applications that have ended before the tokens given to them: those tokens and file tickets are no longer believed.

create table collab.ended_sessions (
  application_id uuid not null references collab.applications (id),
  session_id text not null,
  -- by then the last token of the session has ended by itself
  forgotten_at timestamptz not null,
  primary key (application_id, session_id)
);
create index ended_sessions_by_end on collab.ended_sessions (forgotten_at);
