-- The desk. The version of an application covers its lines and papers: they change together.
-- Applications with their lines, papers and events; what somebody must do next; tries at the public page.

CREATE TABLE application (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  person_id UUID NOT NULL,
  representative_id UUID,
  channel TEXT NOT NULL CHECK (channel IN ('desk', 'phone', 'post', 'outreach')),
  own_words TEXT NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'soon', 'emergency')),
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'awaiting_papers', 'under_way', 'decided', 'closed')),
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 0 AND 4),
  opened_by UUID NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, representative_id) REFERENCES representative (municipality, id)
);
CREATE UNIQUE INDEX application_number ON application (municipality, number);
CREATE INDEX application_of_person ON application (municipality, person_id, id);
CREATE INDEX application_by_state ON application (municipality, state, id);
CREATE INDEX application_open ON application (municipality, id) WHERE state <> 'closed';

CREATE TABLE application_line (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  application_id UUID NOT NULL,
  position BIGINT NOT NULL,
  need_code TEXT NOT NULL,
  service_id UUID,
  route TEXT NOT NULL CHECK (route IN ('', 'own', 'neighbour', 'state')),
  state TEXT NOT NULL CHECK (state IN ('received', 'completeness_check', 'awaiting_papers', 'routed', 'in_assessment',
                                       'decided', 'closed', 'withdrawn', 'transferred', 'expired')),
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'granted', 'refused', 'partly')),
  referral_id UUID,
  routed_on TEXT,
  due_on TEXT NOT NULL,
  refusal_reasons TEXT NOT NULL DEFAULT '',
  remedy TEXT NOT NULL DEFAULT '',
  times_declined BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id),
  CHECK (outcome <> 'refused' OR refusal_reasons <> '')
);
CREATE UNIQUE INDEX application_line_in_order ON application_line (municipality, application_id, position);
CREATE INDEX application_line_by_due ON application_line (municipality, due_on, id)
  WHERE state IN ('received', 'completeness_check', 'awaiting_papers', 'routed', 'in_assessment');
CREATE INDEX application_line_routed ON application_line (municipality, routed_on, id) WHERE state = 'routed';

CREATE TABLE application_line_event (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  application_id UUID NOT NULL,
  line_id UUID NOT NULL,
  at BIGINT NOT NULL,
  account_id UUID,
  step TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  service_id UUID,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, line_id) REFERENCES application_line (municipality, id)
);
CREATE INDEX application_line_event_story ON application_line_event (municipality, application_id, id);
CREATE INDEX application_line_event_of_line ON application_line_event (municipality, line_id, id);

CREATE TABLE application_paper (
  municipality TEXT NOT NULL,
  application_id UUID NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('required', 'received', 'missing', 'waived')),
  waived_because TEXT NOT NULL DEFAULT '',
  changed_at BIGINT NOT NULL,
  changed_by UUID NOT NULL,
  PRIMARY KEY (municipality, application_id, code),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id),
  CHECK (state <> 'waived' OR waived_because <> '')
);

-- One next step for somebody at the desk.
CREATE TABLE task (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('next_option', 'answer_question', 'tell_person', 'collect_papers')),
  application_id UUID NOT NULL,
  line_id UUID,
  referral_id UUID,
  reason TEXT NOT NULL,
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 0 AND 4),
  made_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  done_at BIGINT,
  done_by UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id)
);
CREATE INDEX task_open ON task (municipality, due_on, id) WHERE state = 'open';
CREATE INDEX task_of_application ON task (municipality, application_id, id);

-- Wrong tries at the public page, by keyed hash of (number, address) and of the address alone. Forgotten after a day.
CREATE TABLE follow_try (
  municipality TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  wrong BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, key_hash)
);
CREATE INDEX follow_try_by_age ON follow_try (last_at);

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'application.decision', '2020-07-01', NULL, 20, 'предварителна оценка, чл. 73 ЗСУ', 'S'),
  ('', 'papers.missing', '2020-07-01', NULL, 14, 'решение на проекта: срок за липсващи документи', 'D'),
  ('', 'task.next_option', '2020-07-01', NULL, 3, 'решение на проекта: следваща възможност', 'D'),
  ('', 'task.answer_question', '2020-07-01', NULL, 3, 'решение на проекта: отговор на въпрос', 'D'),
  ('', 'task.tell_person', '2020-07-01', NULL, 2, 'решение на проекта: съобщаване на лицето', 'D');
