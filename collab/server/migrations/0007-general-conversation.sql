-- The conversation of everybody is known by the key 'everybody'. Where an application had made a second one, the fuller of the two remains.

drop index collab.conversations_general;

with general as (
  select application_id, id, row_number() over (partition by application_id order by last_seq desc, created_at, id) as place
  from collab.conversations
  where kind = 'broadcast' and (key is null or key = 'everybody') and removed_at is null)
update collab.conversations c
set key = null, removed_at = now(), audience_version = audience_version + 1, touched_xid = pg_current_xact_id()
from general
where general.application_id = c.application_id and general.id = c.id and general.place > 1;

update collab.conversations
set key = 'everybody', touched_xid = pg_current_xact_id()
where kind = 'broadcast' and key is null and removed_at is null;
