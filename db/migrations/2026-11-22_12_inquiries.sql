-- Contacts that are only counted, and what people ask the desk from outside: questions, call-backs, conversations.
-- A contact knows no person and no inquiry; an inquiry is erased when keep_until_on has passed.

CREATE TABLE contact (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  on_day TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('desk', 'phone', 'email', 'portal', 'outreach', 'event')),
  settlement TEXT NOT NULL,
  target_group TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('informed', 'signposted', 'application', 'referral', 'urgent')),
  state TEXT NOT NULL CHECK (state IN ('counted', 'withdrawn')),
  counted_by UUID NOT NULL,
  counted_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id)
);
CREATE INDEX contact_by_day ON contact (municipality, on_day, id) WHERE state = 'counted';
CREATE INDEX contact_of_account ON contact (municipality, counted_by, id);

CREATE TABLE contact_topic (
  municipality TEXT NOT NULL,
  contact_id UUID NOT NULL,
  need_code TEXT NOT NULL,
  PRIMARY KEY (municipality, contact_id, need_code),
  FOREIGN KEY (municipality, contact_id) REFERENCES contact (municipality, id)
);

CREATE TABLE contact_service (
  municipality TEXT NOT NULL,
  contact_id UUID NOT NULL,
  service_id UUID NOT NULL,
  PRIMARY KEY (municipality, contact_id, service_id),
  FOREIGN KEY (municipality, contact_id) REFERENCES contact (municipality, id)
);

CREATE TABLE inquiry (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'callback', 'conversation')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'ended')),
  topic TEXT NOT NULL,
  service_id UUID,
  language TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  call_when TEXT NOT NULL CHECK (call_when IN ('', 'morning', 'afternoon', 'any')),
  discreet BIGINT NOT NULL CHECK (discreet IN (0, 1)),
  secret_hash BYTEA CHECK (length(secret_hash) = 32),
  asked_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  officer_id UUID,
  asked_again BIGINT NOT NULL DEFAULT 0,
  not_reached BIGINT NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT '',
  counted BIGINT NOT NULL DEFAULT 0,
  last_at BIGINT NOT NULL,
  keep_until_on TEXT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK (secret_hash IS NOT NULL OR kind = 'callback')
);
CREATE UNIQUE INDEX inquiry_number ON inquiry (municipality, number);
CREATE INDEX inquiry_waiting ON inquiry (municipality, due_on, id) WHERE state = 'waiting';
CREATE INDEX inquiry_by_state ON inquiry (municipality, state, id);
CREATE INDEX inquiry_over ON inquiry (keep_until_on) WHERE keep_until_on IS NOT NULL;
CREATE INDEX inquiry_talking ON inquiry (last_at) WHERE kind = 'conversation' AND state = 'answered';

CREATE TABLE inquiry_message (
  municipality TEXT NOT NULL,
  inquiry_id UUID NOT NULL,
  position BIGINT NOT NULL,
  at BIGINT NOT NULL,
  account_id UUID,
  words TEXT NOT NULL,
  PRIMARY KEY (municipality, inquiry_id, position),
  FOREIGN KEY (municipality, inquiry_id) REFERENCES inquiry (municipality, id)
);

-- How often was asked today, by keyed hash of the address and of nothing (the whole municipality). Kept two days.
CREATE TABLE asking_tally (
  municipality TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  on_day TEXT NOT NULL,
  asked BIGINT NOT NULL,
  PRIMARY KEY (municipality, key_hash, on_day)
);
CREATE INDEX asking_tally_by_day ON asking_tally (on_day);

-- Officers who take conversations now.
CREATE TABLE desk_presence (
  municipality TEXT NOT NULL,
  account_id UUID NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, account_id)
);

-- What an officer is about to take as an application: at most one each.
CREATE TABLE inquiry_in_hand (
  municipality TEXT NOT NULL,
  account_id UUID NOT NULL,
  inquiry_id UUID NOT NULL,
  PRIMARY KEY (municipality, account_id),
  FOREIGN KEY (municipality, inquiry_id) REFERENCES inquiry (municipality, id)
);

-- Lists of applications begin with the overdue ones.
CREATE INDEX application_by_due ON application (municipality, due_on, id)
  WHERE state IN ('received', 'awaiting_papers', 'under_way');

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'inquiry.question', '2026-01-01', NULL, 3, 'решение на проекта: отговор на въпрос от портала', 'D'),
  ('', 'inquiry.callback', '2026-01-01', NULL, 1, 'решение на проекта: обаждане на следващия ден', 'D'),
  ('', 'inquiry.conversation', '2026-01-01', NULL, 1, 'решение на проекта: разговор, останал без отговор', 'D'),
  ('', 'inquiry.keep_question', '2026-01-01', NULL, 90, 'решение на проекта: колко се пази отговорен въпрос', 'D'),
  ('', 'inquiry.keep_callback', '2026-01-01', NULL, 14, 'решение на проекта: колко се пази изпълнена молба за обаждане', 'D'),
  ('', 'inquiry.keep_conversation', '2026-01-01', NULL, 30, 'решение на проекта: колко се пази приключил разговор', 'D');
