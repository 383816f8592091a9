-- The protected class: crisis contacts, signals about children in danger, cases before the commission. What is said of
-- people stands sealed (keys file); what must be found stands beside it. src/protection/README.md.

-- Limits shorter than a day, as deadline_rule holds days.
CREATE TABLE protection_rule (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 100000),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, code, from_on)
);
INSERT INTO protection_rule (municipality, code, from_on, minutes, basis, mark) VALUES
  ('', 'signal.inform_others', '2020-01-01', 60, 'Координационен механизъм: получилият сигнала уведомява другите до 1 час', 'S'),
  ('', 'commission.unsealed_for', '2020-01-01', 60, 'Решение на проекта: колко време остава отворено разпечатано дело', 'D');

-- A short danger assessment in our own words: dated rows, no claim of validation.
CREATE TABLE danger_instrument (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  edition BIGINT NOT NULL CHECK (edition >= 1),
  from_on TEXT NOT NULL,
  until_on TEXT,
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, code, edition)
);
CREATE TABLE danger_question (
  municipality TEXT NOT NULL,
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  position BIGINT NOT NULL,
  code TEXT NOT NULL,
  points_yes BIGINT NOT NULL CHECK (points_yes BETWEEN 0 AND 20),
  points_unknown BIGINT NOT NULL CHECK (points_unknown BETWEEN 0 AND 20),
  about_children BIGINT NOT NULL CHECK (about_children IN (0, 1)),
  PRIMARY KEY (municipality, instrument, edition, position),
  UNIQUE (municipality, instrument, edition, code),
  FOREIGN KEY (municipality, instrument, edition) REFERENCES danger_instrument (municipality, code, edition)
);
CREATE TABLE danger_band (
  municipality TEXT NOT NULL,
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  from_points BIGINT NOT NULL CHECK (from_points >= 0),
  band TEXT NOT NULL CHECK (band IN ('watch', 'raised', 'high', 'extreme')),
  PRIMARY KEY (municipality, instrument, edition, from_points),
  FOREIGN KEY (municipality, instrument, edition) REFERENCES danger_instrument (municipality, code, edition)
);
INSERT INTO danger_instrument (municipality, code, edition, from_on, basis, mark) VALUES
  ('', 'partner_violence', 1, '2026-01-01', 'Решение на проекта: кратък въпросник с наши думи, невалидиран; решава човекът, не числото', 'D');
INSERT INTO danger_question (municipality, instrument, edition, position, code, points_yes, points_unknown, about_children) VALUES
  ('', 'partner_violence', 1, 1, 'worse_lately', 2, 1, 0),
  ('', 'partner_violence', 1, 2, 'weapon', 4, 2, 0),
  ('', 'partner_violence', 1, 3, 'strangled', 4, 2, 0),
  ('', 'partner_violence', 1, 4, 'threat_to_kill', 4, 2, 0),
  ('', 'partner_violence', 1, 5, 'believes_capable', 3, 1, 0),
  ('', 'partner_violence', 1, 6, 'controls', 2, 1, 0),
  ('', 'partner_violence', 1, 7, 'left_lately', 2, 1, 0),
  ('', 'partner_violence', 1, 8, 'alcohol_drugs', 1, 0, 0),
  ('', 'partner_violence', 1, 9, 'pregnant', 2, 1, 0),
  ('', 'partner_violence', 1, 10, 'order_broken', 2, 1, 0),
  ('', 'partner_violence', 1, 11, 'own_life', 3, 1, 0),
  ('', 'partner_violence', 1, 12, 'children_present', 1, 0, 1),
  ('', 'partner_violence', 1, 13, 'children_hurt', 4, 2, 1);
INSERT INTO danger_band (municipality, instrument, edition, from_points, band) VALUES
  ('', 'partner_violence', 1, 0, 'watch'), ('', 'partner_violence', 1, 4, 'raised'),
  ('', 'partner_violence', 1, 9, 'high'), ('', 'partner_violence', 1, 15, 'extreme');

-- One matter of one shielded person: a contact (somebody asked for shelter here) or a resident (the crisis centre took
-- her in). Read only by a join with person and the lists of those who may know of her.
CREATE TABLE crisis (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contact', 'resident')),
  state TEXT NOT NULL CHECK (state IN ('open', 'referred', 'admitted', 'leaving', 'closed')),
  channel TEXT NOT NULL CHECK (channel IN ('came', 'phone', 'police', 'hospital', 'other')),
  organisation_id UUID,                     -- of a resident: the centre
  referral_id UUID,                         -- the one sent from here, or by which she came
  stay_id UUID,                             -- the place she has (places)
  told BYTEA NOT NULL,                      -- sealed: what she said
  opened_at BIGINT NOT NULL,
  opened_by UUID NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE UNIQUE INDEX crisis_open_once ON crisis (municipality, person_id) WHERE state <> 'closed';

CREATE TABLE crisis_event (
  municipality TEXT NOT NULL,
  crisis_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, crisis_id, seq),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id)
);

CREATE TABLE crisis_child (
  municipality TEXT NOT NULL,
  crisis_id UUID NOT NULL,
  person_id UUID NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, crisis_id, person_id),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE TABLE danger_assessment (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  crisis_id UUID NOT NULL,
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  assessed_at BIGINT NOT NULL,
  assessed_by UUID NOT NULL,
  points BIGINT NOT NULL CHECK (points >= 0),
  band TEXT NOT NULL CHECK (band IN ('watch', 'raised', 'high', 'extreme')),
  own_judgement TEXT NOT NULL CHECK (own_judgement IN ('as_found', 'higher')),
  answers BYTEA NOT NULL,                   -- sealed: code and answer
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id)
);
CREATE INDEX danger_assessment_of_crisis ON danger_assessment (municipality, crisis_id, id);

CREATE TABLE crisis_task (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  crisis_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('signal_child', 'transport', 'papers', 'assessment', 'legal_help', 'safety_plan', 'exit_plan')),
  due_on TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT,
  done_by UUID,
  note BYTEA,                               -- sealed
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id)
);
CREATE UNIQUE INDEX crisis_task_open_once ON crisis_task (municipality, crisis_id, kind) WHERE done_at IS NULL;

-- Each writing of the plan is a row; the last one holds.
CREATE TABLE safety_plan (
  municipality TEXT NOT NULL,
  crisis_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  written_at BIGINT NOT NULL,
  written_by UUID NOT NULL,
  words BYTEA NOT NULL,                     -- sealed: steps, safe word, whom to call, where to leave to
  PRIMARY KEY (municipality, crisis_id, seq),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id)
);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'crisis.signal_child', '2020-01-01', 0, 'чл. 7 ЗЗДет: незабавно', 'V'),
  ('', 'crisis.transport', '2020-01-01', 0, 'Решение на проекта: превозът до убежището е за същия ден', 'D'),
  ('', 'crisis.papers', '2020-01-01', 3, 'Решение на проекта: документите след спешно настаняване', 'D'),
  ('', 'crisis.assessment', '2020-01-01', 20, 'Практика: ИОП и ИПП до 20 дни', 'S'),
  ('', 'crisis.legal_help', '2020-01-01', 7, 'Решение на проекта: среща за правна помощ', 'D'),
  ('', 'crisis.safety_plan', '2020-01-01', 1, 'Решение на проекта: план за безопасност', 'D'),
  ('', 'crisis.exit_plan', '2020-01-01', 120, 'Решение на проекта: план за напускане до четвъртия месец', 'D');

-- Who receives signals for a municipality. Without a row: on paper and by phone.
CREATE TABLE signal_receiver (
  municipality TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient IN ('child_protection', 'police')),
  organisation_id UUID REFERENCES organisation (id),
  organisation_municipality TEXT NOT NULL,  -- where its posts are; empty without an organisation
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  PRIMARY KEY (municipality, recipient)
);

-- A child in danger. The row with its author; receivers read it through child_signal_recipient.organisation_id.
CREATE TABLE child_signal (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('danger', 'commission')),
  sensitivity BIGINT NOT NULL CHECK (sensitivity IN (3, 4)),
  crisis_id UUID,
  author_id UUID NOT NULL,
  author_function TEXT NOT NULL,
  words BYTEA NOT NULL,                     -- sealed: exactly what is sent
  written_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id)
);
CREATE INDEX child_signal_by_id ON child_signal (id);
CREATE INDEX child_signal_by_author ON child_signal (author_id, written_at);
CREATE INDEX child_signal_of_crisis ON child_signal (municipality, crisis_id) WHERE crisis_id IS NOT NULL;

CREATE TABLE child_signal_recipient (
  municipality TEXT NOT NULL,
  signal_id UUID NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient IN ('child_protection', 'police')),
  state TEXT NOT NULL CHECK (state IN ('written', 'sent', 'opened', 'acknowledged')),
  organisation_id UUID REFERENCES organisation (id),
  organisation_municipality TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('account', 'phone', 'paper', 'in_person')),
  told_whom BYTEA,                          -- sealed: who was told, in the author's words
  sent_at BIGINT,
  opened_at BIGINT,
  opened_by UUID,
  acknowledged_at BIGINT,
  acknowledged_by UUID,
  incoming_number TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  CHECK ((state = 'written') = (sent_at IS NULL)),
  CHECK ((state = 'acknowledged') = (acknowledged_at IS NOT NULL)),
  CHECK (state <> 'acknowledged' OR incoming_number <> ''),
  PRIMARY KEY (municipality, signal_id, recipient),
  FOREIGN KEY (municipality, signal_id) REFERENCES child_signal (municipality, id)
);
CREATE INDEX child_signal_inbox ON child_signal_recipient (organisation_id, state, sent_at);

CREATE TABLE child_signal_event (
  municipality TEXT NOT NULL,
  signal_id UUID NOT NULL,
  recipient TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  PRIMARY KEY (municipality, signal_id, recipient, seq),
  FOREIGN KEY (municipality, signal_id, recipient) REFERENCES child_signal_recipient (municipality, signal_id, recipient)
);

-- The only accounts for which a signal about a shielded child exists; written by the act that sends it.
CREATE TABLE child_signal_named (
  municipality TEXT NOT NULL,
  signal_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (municipality, signal_id, account_id),
  FOREIGN KEY (municipality, signal_id) REFERENCES child_signal (municipality, id)
);

-- Cases before the local commission (МКБППМН): the secretary's alone.
CREATE TABLE measure_kind (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  position BIGINT NOT NULL,
  article TEXT NOT NULL,
  needs_term BIGINT NOT NULL CHECK (needs_term IN (0, 1)),
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, code, from_on)
);
INSERT INTO measure_kind (municipality, code, from_on, position, article, needs_term, mark) VALUES
  ('', 'warning', '2020-01-01', 1, 'чл. 13, ал. 1, т. 1 ЗБППМН', 0, 'K'),
  ('', 'apology', '2020-01-01', 2, 'чл. 13, ал. 1, т. 2 ЗБППМН', 0, 'K'),
  ('', 'consultations', '2020-01-01', 3, 'чл. 13, ал. 1, т. 3 ЗБППМН', 1, 'K'),
  ('', 'parents_supervision', '2020-01-01', 4, 'чл. 13, ал. 1, т. 4 ЗБППМН', 1, 'K'),
  ('', 'public_educator', '2020-01-01', 5, 'чл. 13, ал. 1, т. 5 ЗБППМН', 1, 'K'),
  ('', 'no_certain_places', '2020-01-01', 6, 'чл. 13, ал. 1, т. 6 ЗБППМН', 1, 'K'),
  ('', 'no_certain_people', '2020-01-01', 7, 'чл. 13, ал. 1, т. 7 ЗБППМН', 1, 'K'),
  ('', 'no_change_of_home', '2020-01-01', 8, 'чл. 13, ал. 1, т. 8 ЗБППМН', 1, 'K'),
  ('', 'repair_damage', '2020-01-01', 9, 'чл. 13, ал. 1, т. 9 ЗБППМН', 1, 'K'),
  ('', 'public_work', '2020-01-01', 10, 'чл. 13, ал. 1, т. 10 ЗБППМН', 1, 'K');

CREATE TABLE commission_case (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('opened', 'hearing_set', 'measure', 'review', 'closed', 'sealed')),
  source TEXT NOT NULL CHECK (source IN ('school', 'police', 'prosecutor', 'court', 'parent', 'other')),
  child BYTEA NOT NULL,                     -- sealed: name, school, parents, what happened
  born_on TEXT NOT NULL,
  informed_signal_id UUID,                  -- ОЗД has been told by this notice
  person_id UUID,                           -- registered when a referral was sent
  referral_id UUID,
  opened_on TEXT NOT NULL,
  opened_by UUID NOT NULL,
  closed_on TEXT,
  outcome TEXT NOT NULL,
  seal_on TEXT NOT NULL,                    -- not later than the child's majority
  sealed_on TEXT,
  erase_on TEXT,
  version BIGINT NOT NULL CHECK (version >= 1),
  CHECK ((state = 'sealed') = (sealed_on IS NOT NULL)),
  CHECK (state NOT IN ('closed') OR closed_on IS NOT NULL),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, informed_signal_id) REFERENCES child_signal (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);
CREATE INDEX commission_case_to_seal ON commission_case (seal_on) WHERE sealed_on IS NULL;

CREATE TABLE commission_event (
  municipality TEXT NOT NULL,
  case_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,                          -- null: the clock
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, case_id, seq),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);

CREATE TABLE commission_hearing (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  held_on TEXT NOT NULL,                    -- set for, or held on
  decision TEXT NOT NULL CHECK (decision IN ('', 'measure', 'no_measure', 'to_prosecutor', 'postponed')),
  words BYTEA,                              -- sealed: who took part, what was decided and why
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);
CREATE UNIQUE INDEX commission_hearing_set_once ON commission_hearing (municipality, case_id) WHERE decision = '';

CREATE TABLE commission_measure (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  ended_on TEXT,
  educator BYTEA,                           -- sealed: the public educator responsible
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);
CREATE INDEX commission_measure_of_case ON commission_measure (municipality, case_id, id);

CREATE TABLE commission_report (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  on_day TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('centre', 'educator', 'school', 'parent')),
  course TEXT NOT NULL CHECK (course IN ('kept', 'partly', 'breach')),
  words BYTEA NOT NULL,                     -- sealed
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);
CREATE INDEX commission_report_of_case ON commission_report (municipality, case_id, on_day);

-- Who opened a sealed case again, why, and until when.
CREATE TABLE commission_unsealing (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  case_id UUID NOT NULL,
  account_id UUID NOT NULL,
  at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason_code TEXT NOT NULL CHECK (reason_code IN ('court', 'prosecutor', 'the_person', 'complaint')),
  reason BYTEA NOT NULL,                    -- sealed
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);
CREATE INDEX commission_unsealing_of_case ON commission_unsealing (municipality, case_id, account_id, until_at);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'commission.report', '2020-01-01', 30, 'Решение на проекта: кратка справка всеки месец', 'D'),
  ('', 'commission.seal_after_closing', '2020-01-01', 30, 'Решение на проекта: 30 дни след приключване делото се запечатва', 'D'),
  ('', 'commission.erase_after_sealing', '2020-01-01', 1825, 'Решение на проекта: 5 години след запечатването делото се заличава', 'D');
