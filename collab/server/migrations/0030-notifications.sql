-- Browsers that receive notifications, what became of each, and what each person and each application wants of them.

create table collab.notification_devices (
  application_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- address at the browser's push service
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamptz not null,
  -- when the browser said last that it is there
  seen_at timestamptz not null,
  last_success_at timestamptz,
  -- of the failures since the last success
  failure_count int not null default 0,
  failed_at timestamptz,
  failure_reason text,
  primary key (application_id, id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
);
create unique index notification_devices_by_endpoint on collab.notification_devices (application_id, md5(endpoint));
create index notification_devices_by_user on collab.notification_devices (application_id, user_id);

create table collab.notification_settings (
  application_id uuid not null,
  user_id uuid not null,
  -- what reaches devices, by kind of conversation
  levels jsonb not null,
  -- null: at any time
  schedule jsonb,
  digest text not null check (digest in ('never', 'hourly', 'daily')),
  -- up to when letters told
  digest_sent_at timestamptz,
  primary key (application_id, user_id),
  foreign key (application_id, user_id) references collab.users (application_id, id)
);
create index notification_settings_with_digest on collab.notification_settings (application_id, user_id) where digest <> 'never';

create table collab.notification_policies (
  application_id uuid primary key references collab.applications (id),
  is_content_free boolean not null,
  conversation_path text not null
);

-- Up to where the messages of a conversation were decided upon.
create table collab.notification_progress (
  application_id uuid not null,
  conversation_id uuid not null,
  seq int not null default 0,
  primary key (application_id, conversation_id)
);

-- What a device shows of a conversation, and what it shall show.
create table collab.push_deliveries (
  application_id uuid not null,
  device_id uuid not null,
  conversation_id uuid not null,
  -- the newest message that notifies
  wanted_seq int not null,
  -- the message whose notification the push service has; 0: none, or taken back
  shown_seq int not null default 0,
  -- when it is handed over; null: nothing is to be done
  due_at timestamptz,
  attempt_count int not null default 0,
  -- when the message was posted, or should have been told: from then on time is counted
  accepted_at timestamptz not null,
  handed_at timestamptz,
  primary key (application_id, device_id, conversation_id),
  foreign key (application_id, device_id) references collab.notification_devices (application_id, id) on delete cascade
);
create index push_deliveries_due on collab.push_deliveries (due_at) where due_at is not null;
create index push_deliveries_handed on collab.push_deliveries (handed_at) where handed_at is not null;
