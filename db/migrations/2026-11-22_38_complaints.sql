-- A complaint: about an employee, a service or the centre; by anybody, with or without a name.

CREATE TABLE complaint (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  about TEXT NOT NULL CHECK (about IN ('employee', 'service', 'centre')),
  about_words TEXT NOT NULL,                -- who or what, as written
  words TEXT NOT NULL,
  name TEXT NOT NULL,                       -- empty: without a name
  email TEXT NOT NULL,
  address TEXT NOT NULL,                    -- for the letter
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  channel TEXT NOT NULL CHECK (channel IN ('public', 'desk')),
  taken_by UUID,
  state TEXT NOT NULL CHECK (state IN ('received', 'assigned', 'answered', 'reopened', 'closed')),
  reopened BIGINT NOT NULL DEFAULT 0 CHECK (reopened IN (0, 1)),
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  handler_id UUID,
  answer TEXT NOT NULL DEFAULT '',
  answered_on TEXT,
  reopen_until_on TEXT,
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  CHECK (state <> 'assigned' OR handler_id IS NOT NULL),
  CHECK (state NOT IN ('answered', 'closed') OR (answer <> '' AND reopen_until_on IS NOT NULL)),
  CHECK (state <> 'reopened' OR reopened = 1)
);
CREATE INDEX complaint_open ON complaint (municipality, due_on, id) WHERE state IN ('received', 'assigned', 'reopened');
CREATE INDEX complaint_answered ON complaint (reopen_until_on) WHERE state = 'answered';

-- For whom this complaint does not exist: those it is about. Held by every statement that reads complaints.
CREATE TABLE complaint_barred (
  municipality TEXT NOT NULL,
  complaint_id UUID NOT NULL,
  account_id UUID NOT NULL,
  because TEXT NOT NULL CHECK (because IN ('named_in_it', 'said_by_handler')),
  PRIMARY KEY (municipality, complaint_id, account_id),
  FOREIGN KEY (municipality, complaint_id) REFERENCES complaint (municipality, id)
);

CREATE TABLE complaint_event (
  municipality TEXT NOT NULL,
  complaint_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, complaint_id, seq),
  FOREIGN KEY (municipality, complaint_id) REFERENCES complaint (municipality, id)
);

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'complaint.answer', '2026-01-01', NULL, 60, 'чл. 121 от АПК: решението по сигнала се взема най-късно в двумесечен срок', 'K'),
  ('', 'complaint.reopen', '2026-01-01', NULL, 14, 'наше правило: веднъж може да се поиска преразглеждане', 'D');
