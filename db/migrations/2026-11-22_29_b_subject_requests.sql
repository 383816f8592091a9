-- What a person asks about her own file: a copy, a correction, a restriction, erasure, objection (GDPR 15 to 21).

CREATE TABLE subject_request (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('copy', 'correction', 'restriction', 'erasure', 'objection')),
  state TEXT NOT NULL CHECK (state IN ('received', 'in_review', 'extended', 'answered', 'refused')),
  channel TEXT NOT NULL CHECK (channel IN ('own_access', 'desk')),
  words TEXT NOT NULL,
  asked_by UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',          -- or why it is refused
  answered_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((state IN ('answered', 'refused')) = (answered_at IS NOT NULL)),
  CHECK (answered_at IS NULL OR answer <> '')
);
CREATE UNIQUE INDEX subject_request_number ON subject_request (municipality, number);
CREATE INDEX subject_request_by_person ON subject_request (municipality, person_id, asked_at);
CREATE INDEX subject_request_open ON subject_request (municipality, due_on, id)
  WHERE state IN ('received', 'in_review', 'extended');

CREATE TABLE subject_request_event (
  municipality TEXT NOT NULL,
  request_id UUID NOT NULL,
  id UUID NOT NULL,
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, request_id, id),
  FOREIGN KEY (municipality, request_id) REFERENCES subject_request (municipality, id)
);

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'data.request', '2018-05-25', NULL, 30, 'чл. 12, § 3 от Регламент (ЕС) 2016/679: един месец', 'V'),
  ('', 'data.request_extended', '2018-05-25', NULL, 60, 'чл. 12, § 3 от Регламент (ЕС) 2016/679: още два месеца', 'V');
