-- A person is also found by names that are not shown: the patronymic, the name in papers.
alter table collab.users add other_names text not null default '';
alter table collab.users alter column search_text
  set expression as (replace(lower(full_name || ' ' || login || ' ' || position || ' ' || other_names), 'ё', 'е'));
