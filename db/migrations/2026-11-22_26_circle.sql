-- Who may know of a person: naming by two, conflicts, alarms, emergency openings, the stub look-up.

-- A further account is named for a shielded person by two: one named proposes, another named confirms.
CREATE TABLE person_naming (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  proposed_by UUID NOT NULL,
  proposed_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
  answered_by UUID,
  answered_at BIGINT,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((state = 'proposed') = (answered_by IS NULL)),
  CHECK (state <> 'confirmed' OR answered_by <> proposed_by)
);
CREATE UNIQUE INDEX person_naming_once ON person_naming (municipality, person_id, account_id) WHERE state = 'proposed';

-- What led to a row in person_barred and out of it.
CREATE TABLE person_barring (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('barred', 'lifted')),
  by_account UUID NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE INDEX person_barring_by_person ON person_barring (municipality, person_id, at);
-- Almost always empty for an account: every look-up asks it.
CREATE INDEX person_barred_by_account ON person_barred (account_id);

-- An account that is barred from a person looked for her.
CREATE TABLE person_alarm (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('searched', 'opened', 'registered')),
  raised_at BIGINT NOT NULL,
  seen_by UUID,
  seen_at BIGINT,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((seen_by IS NULL) = (seen_at IS NULL))
);
CREATE INDEX person_alarm_by_person ON person_alarm (municipality, person_id, raised_at);
CREATE INDEX person_alarm_unseen ON person_alarm (municipality, raised_at) WHERE seen_at IS NULL;

-- Emergency openings: one record, read only, for so many minutes; each is reviewed by somebody else.
CREATE TABLE emergency_rule (
  municipality TEXT NOT NULL,               -- empty: everywhere
  from_on TEXT NOT NULL,
  until_on TEXT,
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  a_day_max BIGINT NOT NULL CHECK (a_day_max BETWEEN 0 AND 100),
  stubs_an_hour_max BIGINT NOT NULL CHECK (stubs_an_hour_max BETWEEN 0 AND 1000),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, from_on)
);
INSERT INTO emergency_rule (municipality, from_on, until_on, minutes, a_day_max, stubs_an_hour_max, basis, mark) VALUES
  ('', '2020-07-01', NULL, 60, 3, 20, 'решение на проекта: спешно отваряне и проверка за досие', 'D');
INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'emergency.review', '2020-07-01', NULL, 3, 'решение на проекта: преглед на спешно отваряне, работни дни', 'D');

CREATE TABLE emergency_opening (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  reason_code TEXT NOT NULL CHECK (reason_code IN ('life', 'child', 'health', 'homeless', 'colleague_away')),
  reason TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  last_read_at BIGINT NOT NULL,             -- a clock that jumps back is not believed
  ended_at BIGINT,                          -- given back before its time
  review_due_on TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('justified', 'not_justified')),
  reviewed_by UUID,
  reviewed_at BIGINT,
  review_note TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK (ends_at > opened_at),
  CHECK ((verdict IS NULL) = (reviewed_by IS NULL)),
  CHECK (reviewed_by IS NULL OR reviewed_by <> account_id)
);
CREATE INDEX emergency_opening_by_account ON emergency_opening (account_id, opened_at);
CREATE INDEX emergency_opening_unreviewed ON emergency_opening (municipality, review_due_on) WHERE verdict IS NULL;

-- "Is there a file somewhere?": counted against the limit; what was answered stands in the ledger.
CREATE TABLE stub_look_up (
  municipality TEXT NOT NULL,               -- of who asked
  account_id UUID NOT NULL,
  id UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, account_id, id)
);
CREATE INDEX stub_look_up_by_time ON stub_look_up (municipality, account_id, asked_at);
