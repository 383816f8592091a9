-- Cases: the file of one kind of work with one person, and what belongs to it. Nothing here has a level of its own: every reading
-- statement joins person, so whoever is shielded takes all of it along at once. src/cases/README.md.

-- seq of case_event is the case's version after the step. next_due_on is the earliest day on which the case wants something;
-- 2199-12-31: nothing (the list is one walk along an index).
CREATE TABLE case_file (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  person_id UUID NOT NULL,
  type TEXT NOT NULL,
  lead_id UUID NOT NULL,                    -- account
  state TEXT NOT NULL CHECK (state IN ('open', 'active', 'on_hold', 'closed', 'reopened')),
  stage TEXT NOT NULL CHECK (stage IN ('running', 'held', 'closed')),
  reason TEXT NOT NULL,                     -- why it was opened, in words
  hold_reason TEXT NOT NULL DEFAULT '',
  hold_until_on TEXT,
  outcome TEXT NOT NULL DEFAULT '',
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  review_due_on TEXT NOT NULL,
  next_due_on TEXT NOT NULL,
  shared_summary TEXT NOT NULL DEFAULT '',  -- what partners read
  version BIGINT NOT NULL CHECK (version >= 1),
  changed_at BIGINT NOT NULL,
  CHECK ((state = 'closed') = (outcome <> '')),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK ((state = 'on_hold') = (hold_reason <> '')),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE UNIQUE INDEX case_file_one_open ON case_file (municipality, person_id, type) WHERE state <> 'closed';
CREATE INDEX case_file_by_id ON case_file (id);
CREATE INDEX case_file_worklist ON case_file (municipality, lead_id, stage, next_due_on, id);
CREATE INDEX case_file_of_town ON case_file (municipality, stage, next_due_on, id);
CREATE INDEX case_file_of_person ON case_file (municipality, person_id, id);

CREATE TABLE case_event (
  municipality TEXT NOT NULL,
  case_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, case_id, seq),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);

-- The questions of an assessment are rows, versioned; an empty municipality: everybody's.
CREATE TABLE assessment_instrument (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  edition BIGINT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  words_bg TEXT NOT NULL,
  words_it TEXT NOT NULL,
  words_en TEXT NOT NULL,
  PRIMARY KEY (municipality, code, edition)
);
CREATE TABLE assessment_item (
  municipality TEXT NOT NULL,
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  position BIGINT NOT NULL,
  code TEXT NOT NULL,
  domain TEXT NOT NULL CHECK (domain IN ('health', 'self_care', 'housing', 'income', 'education', 'work', 'family', 'safety',
    'social_ties', 'legal', 'risk')),
  mandatory BIGINT NOT NULL CHECK (mandatory IN (0, 1)),
  words_bg TEXT NOT NULL,
  words_it TEXT NOT NULL,
  words_en TEXT NOT NULL,
  PRIMARY KEY (municipality, instrument, edition, position),
  UNIQUE (municipality, instrument, edition, code),
  FOREIGN KEY (municipality, instrument, edition) REFERENCES assessment_instrument (municipality, code, edition)
);

CREATE TABLE needs_assessment (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  person_id UUID NOT NULL,
  instrument_of TEXT NOT NULL,              -- municipality of the instrument, or empty
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  previous_id UUID,
  corrects_id UUID,
  reason TEXT NOT NULL CHECK (reason IN ('first', 'periodic', 'change')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'in_progress', 'completed', 'shared', 'superseded', 'cancelled')),
  participants TEXT NOT NULL DEFAULT '',
  places TEXT NOT NULL DEFAULT '',
  own_view TEXT NOT NULL DEFAULT '',
  child_view TEXT NOT NULL DEFAULT '',
  strengths TEXT NOT NULL DEFAULT '',
  started_on TEXT NOT NULL,
  completed_on TEXT,
  valid_until_on TEXT,
  shared_on TEXT,
  signature TEXT NOT NULL DEFAULT '' CHECK (signature IN ('', 'signed', 'refused')),
  author_id UUID NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  changed_at BIGINT NOT NULL,
  CHECK ((state IN ('completed', 'shared', 'superseded')) = (completed_on IS NOT NULL)),
  CHECK (state <> 'shared' OR signature <> ''),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE UNIQUE INDEX needs_assessment_one_written ON needs_assessment (municipality, case_id) WHERE state IN ('draft', 'in_progress');
CREATE UNIQUE INDEX needs_assessment_one_in_force ON needs_assessment (municipality, case_id) WHERE state IN ('completed', 'shared');
CREATE UNIQUE INDEX needs_assessment_in_order ON needs_assessment (municipality, case_id, number);

CREATE TABLE assessment_answer (
  municipality TEXT NOT NULL,
  assessment_id UUID NOT NULL,
  item TEXT NOT NULL,
  score BIGINT CHECK (score BETWEEN 0 AND 4),
  not_scored TEXT NOT NULL CHECK (not_scored IN ('', 'not_applicable', 'refused')),
  evidence TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('', 'person', 'relative', 'observed', 'document')),
  confidential BIGINT NOT NULL CHECK (confidential IN (0, 1)),
  CHECK (score IS NULL OR not_scored = ''),
  PRIMARY KEY (municipality, assessment_id, item),
  FOREIGN KEY (municipality, assessment_id) REFERENCES needs_assessment (municipality, id)
);
-- What comes out of it, written when it is completed.
CREATE TABLE assessment_finding (
  municipality TEXT NOT NULL,
  assessment_id UUID NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('need', 'risk', 'strength')),
  domain TEXT NOT NULL,
  level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 4),
  priority BIGINT NOT NULL CHECK (priority >= 0),
  PRIMARY KEY (municipality, assessment_id, position),
  FOREIGN KEY (municipality, assessment_id) REFERENCES needs_assessment (municipality, id)
);

CREATE TABLE support_plan (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  person_id UUID NOT NULL,
  assessment_id UUID,
  number BIGINT NOT NULL CHECK (number >= 1),
  previous_id UUID,
  state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'agreed', 'active', 'under_review', 'completed', 'discontinued',
    'superseded')),
  summary TEXT NOT NULL DEFAULT '',
  from_on TEXT,
  review_due_on TEXT,
  ended_on TEXT,
  signed_by TEXT NOT NULL DEFAULT '' CHECK (signed_by IN ('', 'person', 'representative')),
  mandate_id UUID,
  signed_on TEXT,
  approved_by UUID,
  approved_at BIGINT,
  author_id UUID NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  changed_at BIGINT NOT NULL,
  CHECK (state NOT IN ('active', 'under_review') OR (approved_by IS NOT NULL AND signed_by <> '' AND review_due_on IS NOT NULL)),
  CHECK ((signed_by = 'representative') = (mandate_id IS NOT NULL)),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, mandate_id) REFERENCES representative (municipality, id)
);
CREATE UNIQUE INDEX support_plan_one_active ON support_plan (municipality, person_id) WHERE state IN ('active', 'under_review');
CREATE UNIQUE INDEX support_plan_one_written ON support_plan (municipality, case_id) WHERE state IN ('draft', 'proposed', 'agreed');
CREATE UNIQUE INDEX support_plan_in_order ON support_plan (municipality, case_id, number);
CREATE INDEX support_plan_to_approve ON support_plan (municipality, id) WHERE state = 'agreed' AND approved_by IS NULL;

CREATE TABLE plan_event (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, plan_id, seq),
  FOREIGN KEY (municipality, plan_id) REFERENCES support_plan (municipality, id)
);

CREATE TABLE plan_goal (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  plan_id UUID NOT NULL,
  position BIGINT NOT NULL,
  domain TEXT NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  measure TEXT NOT NULL,
  baseline TEXT NOT NULL,
  target TEXT NOT NULL,
  due_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'in_progress', 'achieved', 'partly', 'not_achieved', 'abandoned')),
  progress TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES support_plan (municipality, id)
);
CREATE INDEX plan_goal_of_plan ON plan_goal (municipality, plan_id, position);

CREATE TABLE plan_action (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  plan_id UUID NOT NULL,
  goal_id UUID NOT NULL,
  position BIGINT NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  responsible TEXT NOT NULL CHECK (responsible IN ('account', 'service', 'family')),
  account_id UUID,
  service_id UUID,
  responsible_words TEXT NOT NULL,          -- family: who; else the name as it was
  frequency TEXT NOT NULL,
  from_on TEXT,
  until_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'done', 'stopped')),
  referral_id UUID,
  CHECK ((responsible = 'account') = (account_id IS NOT NULL)),
  CHECK ((responsible = 'service') = (service_id IS NOT NULL)),
  CHECK (responsible_words <> ''),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES support_plan (municipality, id),
  FOREIGN KEY (municipality, goal_id) REFERENCES plan_goal (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);
CREATE INDEX plan_action_of_plan ON plan_action (municipality, plan_id, position);
CREATE INDEX plan_action_by_referral ON plan_action (municipality, referral_id) WHERE referral_id IS NOT NULL;

-- An account of a provider that works on this case: sees goals, the shared summary and the own section.
CREATE TABLE case_partner (
  municipality TEXT NOT NULL,
  case_id UUID NOT NULL,
  account_id UUID NOT NULL,
  role TEXT NOT NULL,
  section_title TEXT NOT NULL,
  section_words TEXT NOT NULL DEFAULT '',
  section_changed_at BIGINT,
  invited_by UUID NOT NULL,
  invited_at BIGINT NOT NULL,
  ended_on TEXT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, case_id, account_id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);
CREATE INDEX case_partner_by_account ON case_partner (account_id, municipality, case_id) WHERE ended_on IS NULL;
-- People of the team without an account: the GP, the daughter.
CREATE TABLE case_member (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  role TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  ended_on TEXT,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);
CREATE INDEX case_member_of_case ON case_member (municipality, case_id, id);

-- Never changed: who erred writes another one.
CREATE TABLE case_note (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  level BIGINT NOT NULL CHECK (level IN (2, 3)),
  audience TEXT NOT NULL CHECK (audience IN ('team', 'named', 'author_only')),
  words TEXT NOT NULL,
  conclusion TEXT NOT NULL,                 -- what the team may know of a note that only its author reads
  about_on TEXT NOT NULL,
  author_id UUID NOT NULL,
  by_partner BIGINT NOT NULL CHECK (by_partner IN (0, 1)),
  written_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);
CREATE INDEX case_note_of_case ON case_note (municipality, case_id, about_on, id);
CREATE TABLE case_note_reader (
  municipality TEXT NOT NULL,
  note_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (municipality, note_id, account_id),
  FOREIGN KEY (municipality, note_id) REFERENCES case_note (municipality, id)
);

CREATE TABLE service_log (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  action_id UUID,
  words TEXT NOT NULL,
  done_on TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('minutes', 'days', 'attended', 'absent')),
  amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 100000),
  by_id UUID NOT NULL,
  logged_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id),
  FOREIGN KEY (municipality, action_id) REFERENCES plan_action (municipality, id)
);
CREATE INDEX service_log_of_case ON service_log (municipality, case_id, done_on, id);

CREATE TABLE case_conference (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  held_on TEXT NOT NULL,
  topics TEXT NOT NULL,
  decisions TEXT NOT NULL,
  by_id UUID NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);
CREATE INDEX case_conference_of_case ON case_conference (municipality, case_id, held_on, id);
CREATE TABLE conference_participant (
  municipality TEXT NOT NULL,
  conference_id UUID NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  account_id UUID,
  remote BIGINT NOT NULL CHECK (remote IN (0, 1)),
  PRIMARY KEY (municipality, conference_id, position),
  FOREIGN KEY (municipality, conference_id) REFERENCES case_conference (municipality, id)
);

-- account_id null: somebody without an account does it; then the lead worker keeps an eye on it.
CREATE TABLE case_task (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('own', 'decision', 'referral_outcome', 'assess', 'approved', 'partner_note')),
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
CREATE INDEX case_task_mine ON case_task (municipality, account_id, due_on, id) WHERE state = 'open';
CREATE INDEX case_task_of_case ON case_task (municipality, case_id, id);

-- A loose end that somebody else goes on with, so that the case may be closed.
CREATE TABLE case_handed_over (
  municipality TEXT NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('referral', 'task', 'action')),
  subject_id UUID NOT NULL,
  to_words TEXT NOT NULL CHECK (to_words <> ''),
  by_id UUID NOT NULL,
  handed_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, case_id, kind, subject_id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'cases.assessment', '2020-07-01', 20, 'Индивидуална оценка и план до 20 дни от желанието на лицето (доставчик)', 'S'),
  ('', 'cases.assessment_valid', '2020-07-01', 365, 'Срокът за преглед на оценката не е проверен; често 12 месеца', 'K'),
  ('', 'cases.plan_review', '2020-07-01', 180, 'Срокът за преглед на плана не е проверен; често 6 месеца', 'K'),
  ('', 'cases.task', '2020-07-01', 14, 'Решение на проекта: задача по случай без изрично определен ден', 'D'),
  ('', 'cases.referral_outcome', '2020-07-01', 5, 'Решение на проекта: отразяване на резултата от насочване в целта', 'D'),
  ('', 'cases.hold', '2020-07-01', 90, 'Решение на проекта: най-дълъг срок, за който случай се спира', 'D');
