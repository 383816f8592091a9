-- A hospital or a practice without an account sends a person home to the desk: by a link that works once, or by FHIR. Only a
-- keyed hash of the link is kept.
CREATE TABLE hospital_link (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
  state TEXT NOT NULL CHECK (state IN ('open', 'used', 'withdrawn')),
  expires_on TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  closed_at BIGINT,
  CHECK ((state = 'open') = (closed_at IS NULL)),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, token_hash)
);
CREATE INDEX hospital_link_open ON hospital_link (municipality, id) WHERE state = 'open';

-- What was sent. The person's data lie sealed in online_application under the same application id; from its taking on, person and
-- level are the application's: no copy stands here. sender: name and post as said.
CREATE TABLE discharge (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  application_id UUID NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  link_id UUID,
  needs TEXT NOT NULL,
  urgency TEXT NOT NULL,
  leaves_on TEXT NOT NULL,
  legal_ground TEXT NOT NULL CHECK (legal_ground IN ('consent', 'legal_duty', 'public_task', 'vital_interest')),
  consent_how TEXT NOT NULL,
  sender TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'info_requested', 'accepted', 'declined', 'withdrawn', 'in_service', 'not_started', 'completed')),
  outcome TEXT NOT NULL DEFAULT '',
  case_id UUID,
  sent_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CHECK ((legal_ground = 'consent') = (consent_how <> '')),
  CHECK ((state = 'completed') = (outcome <> '')),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  UNIQUE (municipality, application_id),
  FOREIGN KEY (municipality, link_id) REFERENCES hospital_link (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);
CREATE INDEX discharge_of_house ON discharge (organisation_id, id);
CREATE UNIQUE INDEX discharge_of_case ON discharge (municipality, case_id) WHERE case_id IS NOT NULL;

-- Who moved it, when, from where to where, why. by_id null: the hospital. on_day: of an admission.
CREATE TABLE discharge_event (
  municipality TEXT NOT NULL,
  discharge_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  by_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  on_day TEXT,
  PRIMARY KEY (municipality, discharge_id, seq),
  FOREIGN KEY (municipality, discharge_id) REFERENCES discharge (municipality, id)
);
-- One admission is told once.
CREATE UNIQUE INDEX discharge_readmission ON discharge_event (municipality, discharge_id, on_day) WHERE verb = 'readmit';

-- A task of its own kind: the person is in hospital again, the plan is looked at.
CREATE TABLE case_task_kept (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('own', 'decision', 'referral_outcome', 'assess', 'approved', 'partner_note', 'readmission')),
  words TEXT NOT NULL,
  account_id UUID,
  responsible_words TEXT NOT NULL DEFAULT '',
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  conference_id UUID,
  referral_id UUID,
  made_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id),
  FOREIGN KEY (municipality, conference_id) REFERENCES case_conference (municipality, id)
);
INSERT INTO case_task_kept (municipality, id, case_id, kind, words, account_id, responsible_words, due_on, state, conference_id,
    referral_id, made_at, ended_at, ended_by)
  SELECT municipality, id, case_id, kind, words, account_id, responsible_words, due_on, state, conference_id, referral_id, made_at,
    ended_at, ended_by FROM case_task;
DROP TABLE case_task;
ALTER TABLE case_task_kept RENAME TO case_task;
CREATE INDEX case_task_mine ON case_task (municipality, account_id, due_on, id) WHERE state = 'open';
CREATE INDEX case_task_of_case ON case_task (municipality, case_id, id);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'hospital_link.valid', '2026-01-01', 8, 'Решение на проекта по примера на DORA: колко важи покана до болница', 'D'),
  ('', 'hospital.answer', '2026-01-01', 2, 'Решение на проекта: болницата чака отговор преди изписването', 'D'),
  ('', 'cases.readmission', '2026-01-01', 3, 'Решение на проекта: преглед на плана след повторно приемане в болница', 'D');
