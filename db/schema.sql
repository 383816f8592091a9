-- Generated for reading by `python3 tests/house/house.py --write-schema`; the truth is db/migrations/.

CREATE TABLE account (
  id UUID PRIMARY KEY,
  email TEXT NOT NULL,                      -- as typed, tidied
  email_key TEXT NOT NULL UNIQUE,           -- lower case: what is compared
  name TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT '',
  password_hash TEXT NOT NULL DEFAULT '',   -- Argon2id; empty: only a welcome link opens it
  added_at BIGINT NOT NULL,
  disabled_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE agreement (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  to_municipality TEXT NOT NULL CHECK (to_municipality <> municipality),
  service_type TEXT NOT NULL,
  number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
  state TEXT NOT NULL CHECK (state IN ('asked', 'countered', 'in_force', 'ending', 'declined', 'withdrawn')),
  places BIGINT NOT NULL CHECK (places BETWEEN 0 AND 100000),
  unit_cost_cents_per_day BIGINT NOT NULL CHECK (unit_cost_cents_per_day >= 0),
  valid_from_on TEXT NOT NULL,
  valid_until_on TEXT NOT NULL,
  terms TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  rests_on_zone BIGINT NOT NULL CHECK (rests_on_zone IN (0, 1)),
  quota_id UUID,
  asked_by UUID NOT NULL,
  answer_due_on TEXT,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  CHECK (valid_from_on <= valid_until_on),
  CHECK ((state IN ('in_force', 'ending')) = (quota_id IS NOT NULL)),
  CHECK (state <> 'declined' OR reason <> ''),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, quota_id) REFERENCES quota_agreement (municipality, id)
);

CREATE INDEX agreement_addressed ON agreement (to_municipality, id);

CREATE INDEX agreement_binding ON agreement (valid_until_on) WHERE state IN ('in_force', 'ending');

CREATE INDEX agreement_by_quota ON agreement (municipality, quota_id);

CREATE UNIQUE INDEX agreement_negotiated ON agreement (municipality, to_municipality, service_type)
  WHERE state IN ('asked', 'countered');

CREATE TABLE agreement_event (
  municipality TEXT NOT NULL,
  agreement_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('asker', 'asked', 'system')),
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  places BIGINT NOT NULL,
  unit_cost_cents_per_day BIGINT NOT NULL,
  valid_from_on TEXT NOT NULL,
  valid_until_on TEXT NOT NULL,
  PRIMARY KEY (municipality, agreement_id, seq),
  FOREIGN KEY (municipality, agreement_id) REFERENCES agreement (municipality, id)
);

CREATE TABLE answer_link (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  referral_id UUID NOT NULL,
  token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'outcome')),
  state TEXT NOT NULL CHECK (state IN ('open', 'used', 'withdrawn')),
  expires_on TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  opened_by TEXT NOT NULL DEFAULT '',
  opened_at BIGINT,
  closed_at BIGINT,
  CHECK ((state = 'open') = (closed_at IS NULL)),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, token_hash),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE UNIQUE INDEX answer_link_open ON answer_link (municipality, referral_id) WHERE state = 'open';

CREATE TABLE api_token (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
, proof TEXT NOT NULL DEFAULT 'password' CHECK (proof IN ('password', 'second_factor')));

CREATE INDEX api_token_by_account ON api_token (account_id);

CREATE TABLE application (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  person_id UUID NOT NULL,
  representative_id UUID,
  own_words TEXT NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'soon', 'emergency')),
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'awaiting_papers', 'under_way', 'decided', 'closed')),
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 0 AND 4),
  opened_by UUID NOT NULL,
  version BIGINT NOT NULL DEFAULT 1, channel TEXT NOT NULL DEFAULT 'desk'
  CHECK (channel IN ('desk', 'phone', 'post', 'outreach', 'portal')),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, representative_id) REFERENCES representative (municipality, id)
);

CREATE INDEX application_by_due ON application (municipality, due_on, id)
  WHERE state IN ('received', 'awaiting_papers', 'under_way');

CREATE INDEX application_by_state ON application (municipality, state, id);

CREATE UNIQUE INDEX application_number ON application (municipality, number);

CREATE INDEX application_of_person ON application (municipality, person_id, id);

CREATE INDEX application_open ON application (municipality, id, sensitivity, person_id, opened_by) WHERE state <> 'closed';

CREATE INDEX application_open_opened_by ON application (municipality, opened_by) WHERE state <> 'closed';

CREATE TABLE application_file (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  application_id UUID NOT NULL,
  code TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, id) REFERENCES stored_file (municipality, id)
);

CREATE INDEX application_file_of ON application_file (municipality, application_id, id);

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

CREATE INDEX application_line_by_due ON application_line (municipality, due_on, id)
  WHERE state IN ('received', 'completeness_check', 'awaiting_papers', 'routed', 'in_assessment');

CREATE UNIQUE INDEX application_line_in_order ON application_line (municipality, application_id, position);

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

CREATE INDEX application_line_event_of_line ON application_line_event (municipality, line_id, id);

CREATE INDEX application_line_event_story ON application_line_event (municipality, application_id, id);

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

CREATE TABLE appointment (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  secret_hash BYTEA,
  starts_on TEXT NOT NULL,
  minute BIGINT NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 5 AND 120),
  starts_at BIGINT NOT NULL,
  counter BIGINT NOT NULL CHECK (counter >= 1),
  subject TEXT NOT NULL,
  service_id UUID REFERENCES service (id),
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  two_hours BIGINT NOT NULL CHECK (two_hours IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('unknown', 'seen', 'excused', 'revoked', 'noshow')),
  booked_by UUID,
  booked_at BIGINT NOT NULL,
  arrived_at BIGINT,
  erased_at BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);

CREATE INDEX appointment_by_day ON appointment (municipality, starts_on, minute, id);

CREATE INDEX appointment_by_email ON appointment (municipality, email) WHERE state = 'unknown' AND email <> '';

CREATE INDEX appointment_by_phone ON appointment (municipality, phone) WHERE state = 'unknown' AND phone <> '';

CREATE UNIQUE INDEX appointment_number ON appointment (municipality, number);

CREATE INDEX appointment_to_erase ON appointment (municipality, starts_on) WHERE erased_at IS NULL;

CREATE TABLE appointment_event (
  municipality TEXT NOT NULL,
  appointment_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,
  step TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, appointment_id, seq),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);

CREATE TABLE appointment_hold (
  municipality TEXT NOT NULL,
  held_on TEXT NOT NULL,
  minute BIGINT NOT NULL CHECK (minute BETWEEN 0 AND 1435 AND minute % 5 = 0),
  counter BIGINT NOT NULL CHECK (counter >= 1),
  appointment_id UUID NOT NULL,
  PRIMARY KEY (municipality, held_on, minute, counter),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);

CREATE INDEX appointment_hold_of ON appointment_hold (municipality, appointment_id);

CREATE TABLE appointment_reminder (
  municipality TEXT NOT NULL,
  appointment_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('day_before', 'two_hours', 'revoked', 'moved')),
  starts_at BIGINT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'sent', 'failed', 'unsure', 'dropped')),
  message_id UUID,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, appointment_id, kind, starts_at, channel),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);

CREATE INDEX appointment_reminder_due ON appointment_reminder (due_at) WHERE state = 'waiting';

CREATE INDEX appointment_reminder_queued ON appointment_reminder (changed_at) WHERE state = 'queued';

CREATE TABLE asking_tally (
  municipality TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  on_day TEXT NOT NULL,
  asked BIGINT NOT NULL,
  PRIMARY KEY (municipality, key_hash, on_day)
);

CREATE INDEX asking_tally_by_day ON asking_tally (on_day);

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

CREATE TABLE bill (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  agreement_id UUID NOT NULL,
  to_municipality TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'confirmed', 'disputed')),
  unit_cost_cents_per_day BIGINT NOT NULL CHECK (unit_cost_cents_per_day >= 0),
  days BIGINT NOT NULL CHECK (days >= 0),
  total_cents BIGINT NOT NULL CHECK (total_cents >= 0),
  reason TEXT NOT NULL,
  made_by UUID NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  CHECK (state <> 'disputed' OR reason <> ''),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, agreement_id, month),
  FOREIGN KEY (municipality, agreement_id) REFERENCES agreement (municipality, id)
);

CREATE INDEX bill_addressed ON bill (to_municipality, id);

CREATE TABLE bill_event (
  municipality TEXT NOT NULL,
  bill_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, bill_id, seq),
  FOREIGN KEY (municipality, bill_id) REFERENCES bill (municipality, id)
);

CREATE TABLE bill_line (
  municipality TEXT NOT NULL,
  bill_id UUID NOT NULL,
  position BIGINT NOT NULL,
  referral_id UUID,
  month TEXT NOT NULL,
  days BIGINT NOT NULL CHECK (days >= 0),
  cents BIGINT NOT NULL CHECK (cents >= 0), number TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, bill_id, position),
  FOREIGN KEY (municipality, bill_id) REFERENCES bill (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

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

CREATE INDEX case_file_by_id ON case_file (id);

CREATE INDEX case_file_of_person ON case_file (municipality, person_id, id);

CREATE INDEX case_file_of_town ON case_file (municipality, stage, next_due_on, id);

CREATE UNIQUE INDEX case_file_one_open ON case_file (municipality, person_id, type) WHERE state <> 'closed';

CREATE INDEX case_file_worklist ON case_file (municipality, lead_id, stage, next_due_on, id);

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
  version BIGINT NOT NULL DEFAULT 1, from_municipality TEXT NOT NULL DEFAULT '', from_organisation UUID,
  PRIMARY KEY (municipality, case_id, account_id),
  FOREIGN KEY (municipality, case_id) REFERENCES case_file (municipality, id)
);

CREATE INDEX case_partner_by_account ON case_partner (account_id, municipality, case_id) WHERE ended_on IS NULL;

CREATE TABLE "case_task" (
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

CREATE INDEX case_task_mine ON case_task (municipality, account_id, due_on, id) WHERE state = 'open';

CREATE INDEX case_task_of_case ON case_task (municipality, case_id, id);

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

CREATE INDEX child_signal_by_author ON child_signal (author_id, written_at);

CREATE INDEX child_signal_by_id ON child_signal (id);

CREATE INDEX child_signal_of_crisis ON child_signal (municipality, crisis_id) WHERE crisis_id IS NOT NULL;

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

CREATE TABLE child_signal_named (
  municipality TEXT NOT NULL,
  signal_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (municipality, signal_id, account_id),
  FOREIGN KEY (municipality, signal_id) REFERENCES child_signal (municipality, id)
);

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

CREATE INDEX commission_case_of_referral ON commission_case (municipality, referral_id) WHERE referral_id IS NOT NULL;

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
  educator BYTEA, version BIGINT NOT NULL DEFAULT 1 CHECK (version >= 1),                           -- sealed: the public educator responsible
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
  words BYTEA NOT NULL, organisation_id UUID REFERENCES organisation (id), account_id UUID,                     -- sealed
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, case_id) REFERENCES commission_case (municipality, id)
);

CREATE INDEX commission_report_of_case ON commission_report (municipality, case_id, on_day);

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
  reopen_until_on TEXT, erase_on TEXT,
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  CHECK (state <> 'assigned' OR handler_id IS NOT NULL),
  CHECK (state NOT IN ('answered', 'closed') OR (answer <> '' AND reopen_until_on IS NOT NULL)),
  CHECK (state <> 'reopened' OR reopened = 1)
);

CREATE INDEX complaint_answered ON complaint (reopen_until_on) WHERE state = 'answered';

CREATE INDEX complaint_open ON complaint (municipality, due_on, id) WHERE state IN ('received', 'assigned', 'reopened');

CREATE INDEX complaint_over ON complaint (erase_on) WHERE erase_on IS NOT NULL;

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

CREATE TABLE consent (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  given_by UUID,                            -- the representative's person id; null: the person
  how TEXT NOT NULL,                        -- written, spoken
  given_at BIGINT NOT NULL,
  expires_on TEXT,
  withdrawn_at BIGINT,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX consent_by_person ON consent (municipality, person_id);

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

CREATE TABLE contact_service (
  municipality TEXT NOT NULL,
  contact_id UUID NOT NULL,
  service_id UUID NOT NULL,
  PRIMARY KEY (municipality, contact_id, service_id),
  FOREIGN KEY (municipality, contact_id) REFERENCES contact (municipality, id)
);

CREATE TABLE contact_topic (
  municipality TEXT NOT NULL,
  contact_id UUID NOT NULL,
  need_code TEXT NOT NULL,
  PRIMARY KEY (municipality, contact_id, need_code),
  FOREIGN KEY (municipality, contact_id) REFERENCES contact (municipality, id)
);

CREATE TABLE contract_rule (
  municipality TEXT NOT NULL,
  service_type TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  needs TEXT NOT NULL CHECK (needs IN ('before', 'after', 'none')),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, service_type, from_on)
);

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
  version BIGINT NOT NULL CHECK (version >= 1), exit_referral_id UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE UNIQUE INDEX crisis_open_once ON crisis (municipality, person_id) WHERE state <> 'closed';

CREATE TABLE crisis_child (
  municipality TEXT NOT NULL,
  crisis_id UUID NOT NULL,
  person_id UUID NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, crisis_id, person_id),
  FOREIGN KEY (municipality, crisis_id) REFERENCES crisis (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

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

CREATE TABLE danger_band (
  municipality TEXT NOT NULL,
  instrument TEXT NOT NULL,
  edition BIGINT NOT NULL,
  from_points BIGINT NOT NULL CHECK (from_points >= 0),
  band TEXT NOT NULL CHECK (band IN ('watch', 'raised', 'high', 'extreme')),
  PRIMARY KEY (municipality, instrument, edition, from_points),
  FOREIGN KEY (municipality, instrument, edition) REFERENCES danger_instrument (municipality, code, edition)
);

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

CREATE TABLE deadline_rule (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  days BIGINT NOT NULL CHECK (days BETWEEN 0 AND 36500),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, code, from_on)
);

CREATE TABLE departure_item (
  municipality TEXT NOT NULL,
  departure_id UUID NOT NULL,               -- of a person_death, or of a transfer
  position BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('applications', 'appointments', 'cases', 'referrals', 'stays')),
  subject_id UUID NOT NULL,
  number TEXT NOT NULL,
  words TEXT NOT NULL,
  goes_on BIGINT NOT NULL DEFAULT 0 CHECK (goes_on IN (0, 1)),  -- the new municipality has a free place for it
  service_id UUID,
  PRIMARY KEY (municipality, departure_id, position)
);

CREATE TABLE desk_plan (
  municipality TEXT NOT NULL,
  slot_minutes BIGINT NOT NULL CHECK (slot_minutes BETWEEN 5 AND 120),
  counters BIGINT NOT NULL CHECK (counters BETWEEN 1 AND 20),
  notice_hours BIGINT NOT NULL CHECK (notice_hours BETWEEN 0 AND 168),
  days_ahead BIGINT NOT NULL CHECK (days_ahead BETWEEN 1 AND 90),
  online_per_day BIGINT NOT NULL CHECK (online_per_day BETWEEN 0 AND 500),
  place TEXT NOT NULL CHECK (length(place) <= 200),
  kiosk_hash BYTEA,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality)
);

CREATE TABLE desk_presence (
  municipality TEXT NOT NULL,
  account_id UUID NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, account_id)
);

CREATE TABLE desk_special_day (
  municipality TEXT NOT NULL,
  special_on TEXT NOT NULL,
  hours TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) <= 200),
  PRIMARY KEY (municipality, special_on),
  FOREIGN KEY (municipality) REFERENCES desk_plan (municipality)
);

CREATE TABLE desk_weekday (
  municipality TEXT NOT NULL,
  weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  hours TEXT NOT NULL,
  PRIMARY KEY (municipality, weekday),
  FOREIGN KEY (municipality) REFERENCES desk_plan (municipality)
);

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

CREATE UNIQUE INDEX discharge_of_case ON discharge (municipality, case_id) WHERE case_id IS NOT NULL;

CREATE INDEX discharge_of_house ON discharge (organisation_id, id);

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

CREATE UNIQUE INDEX discharge_readmission ON discharge_event (municipality, discharge_id, on_day) WHERE verb = 'readmit';

CREATE TABLE district (
  code TEXT PRIMARY KEY,
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL
);

CREATE TABLE done_once (
  account_id UUID NOT NULL,
  key_hash BYTEA NOT NULL,
  act TEXT NOT NULL,
  content_digest BYTEA NOT NULL,
  answer TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, key_hash)
);

CREATE INDEX done_once_by_age ON done_once (done_at);

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

CREATE TABLE emergency_rule (
  municipality TEXT NOT NULL,               -- empty: everywhere
  from_on TEXT NOT NULL,
  until_on TEXT,
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  a_day_max BIGINT NOT NULL CHECK (a_day_max BETWEEN 0 AND 100),
  stubs_an_hour_max BIGINT NOT NULL CHECK (stubs_an_hour_max BETWEEN 0 AND 1000),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')), pause_minutes BIGINT NOT NULL DEFAULT 240 CHECK (pause_minutes BETWEEN 0 AND 10080),
  PRIMARY KEY (municipality, from_on)
);

CREATE TABLE entry_change (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  kind TEXT NOT NULL CHECK (kind IN ('change', 'new')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'published', 'rejected', 'withdrawn')),
  proposed_by UUID NOT NULL,
  proposed_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  decided_by UUID,
  decided_at BIGINT,
  decision_words TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK ((decided_by IS NOT NULL) = (state IN ('returned', 'published', 'rejected'))),
  CHECK (state <> 'published' OR decided_by <> proposed_by)
);

CREATE INDEX entry_change_by_service ON entry_change (service_id, id);

CREATE INDEX entry_change_by_state ON entry_change (municipality, state, id);

CREATE UNIQUE INDEX entry_change_open ON entry_change (municipality, service_id) WHERE state IN ('waiting', 'returned');

CREATE TABLE entry_change_field (
  municipality TEXT NOT NULL,
  change_id UUID NOT NULL,
  field TEXT NOT NULL,
  place BIGINT NOT NULL,
  before_words TEXT NOT NULL,
  after_words TEXT NOT NULL,
  PRIMARY KEY (municipality, change_id, field),
  FOREIGN KEY (municipality, change_id) REFERENCES entry_change (municipality, id)
);

CREATE TABLE entry_change_step (
  municipality TEXT NOT NULL,
  change_id UUID NOT NULL,
  place BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (municipality, change_id, place),
  FOREIGN KEY (municipality, change_id) REFERENCES entry_change (municipality, id)
);

CREATE TABLE entry_merge (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  pair_id UUID NOT NULL,
  kept_id UUID NOT NULL,
  gone_id UUID NOT NULL,
  gone_state TEXT NOT NULL,
  kept_version BIGINT NOT NULL,
  merged_by UUID NOT NULL,
  merged_at BIGINT NOT NULL,
  undone_by UUID,
  undone_at BIGINT,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, pair_id) REFERENCES entry_pair (municipality, id)
);

CREATE INDEX entry_merge_by_age ON entry_merge (municipality, merged_at);

CREATE INDEX entry_merge_by_pair ON entry_merge (municipality, pair_id);

CREATE TABLE entry_merge_field (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  field TEXT NOT NULL,
  before_words TEXT NOT NULL,
  PRIMARY KEY (municipality, merge_id, field),
  FOREIGN KEY (municipality, merge_id) REFERENCES entry_merge (municipality, id)
);

CREATE TABLE entry_merge_moved (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  PRIMARY KEY (municipality, merge_id, service_id),
  FOREIGN KEY (municipality, merge_id) REFERENCES entry_merge (municipality, id)
);

CREATE TABLE entry_pair (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('service', 'organisation')),
  one_id UUID NOT NULL,
  other_id UUID NOT NULL,
  why TEXT NOT NULL,
  found_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'different', 'merged')),
  decided_by UUID,
  decided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, one_id, other_id),
  CHECK ((state = 'open') = (decided_by IS NULL))
);

CREATE INDEX entry_pair_by_state ON entry_pair (municipality, state, id);

CREATE TABLE entry_reminder (
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  confirmed_on TEXT NOT NULL,
  reminded_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, service_id, confirmed_on)
);

CREATE TABLE entry_report (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mistake', 'suggestion')),
  service_id UUID REFERENCES service (id),
  what TEXT NOT NULL,
  words TEXT NOT NULL,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  contact TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  sent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'in_hand', 'mended', 'declined')),
  handled_by UUID,
  handled_at BIGINT,
  answer TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK ((kind = 'mistake') = (service_id IS NOT NULL)),
  CHECK ((state = 'open') = (handled_by IS NULL))
);

CREATE INDEX entry_report_by_day ON entry_report (municipality, sent_on, kind, service_id);

CREATE INDEX entry_report_by_state ON entry_report (municipality, state, due_on, id);

CREATE TABLE erased_count (
  municipality TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  settlement TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'application', 'referral', 'case_file', 'stay')),
  code TEXT NOT NULL,                       -- need, type of service or of case
  times BIGINT NOT NULL CHECK (times >= 1),
  PRIMARY KEY (municipality, month, settlement, kind, code)
);

CREATE TABLE erasure (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('clock', 'request', 'restored')),
  request_number TEXT NOT NULL,
  class TEXT NOT NULL,
  approved_by UUID,                         -- null: erased again after a restore
  erased_on TEXT NOT NULL,
  erased_rows BIGINT NOT NULL CHECK (erased_rows >= 1),
  PRIMARY KEY (municipality, person_id),
  CHECK ((cause = 'restored') = (approved_by IS NULL))
);

CREATE INDEX erasure_by_day ON erasure (municipality, erased_on);

CREATE TABLE follow_try (
  municipality TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  wrong BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, key_hash)
);

CREATE INDEX follow_try_by_age ON follow_try (last_at);

CREATE TABLE hand_over (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  from_account UUID NOT NULL,
  to_account UUID NOT NULL,
  by_account UUID NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  CHECK (from_account <> to_account)
);

CREATE INDEX hand_over_by_time ON hand_over (municipality, at);

CREATE TABLE hand_over_count (
  municipality TEXT NOT NULL,
  hand_over_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('files', 'cases', 'applications', 'referrals')),
  moved BIGINT NOT NULL CHECK (moved >= 0),
  stayed BIGINT NOT NULL CHECK (stayed >= 0),
  PRIMARY KEY (municipality, hand_over_id, kind),
  FOREIGN KEY (municipality, hand_over_id) REFERENCES hand_over (municipality, id)
);

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

CREATE TABLE household (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  head_id UUID NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, head_id) REFERENCES person (municipality, id)
);

CREATE TABLE household_member (
  municipality TEXT NOT NULL,
  household_id UUID NOT NULL,
  person_id UUID NOT NULL,
  from_on TEXT NOT NULL,
  role TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (municipality, household_id, person_id, from_on),
  FOREIGN KEY (municipality, household_id) REFERENCES household (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX household_member_by_person ON household_member (municipality, person_id);

CREATE UNIQUE INDEX household_member_once ON household_member (municipality, person_id) WHERE until_on IS NULL;

CREATE TABLE hsds_document (
  kind TEXT NOT NULL,
  id UUID NOT NULL,
  organisation_id UUID,
  service_id UUID,
  location_id UUID,
  taxonomy_id UUID,
  parent_id UUID,
  listed BIGINT NOT NULL CHECK (listed IN (0, 1)),
  modified_at BIGINT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  postcode TEXT,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE INDEX hsds_document_by_latitude ON hsds_document (latitude, longitude) WHERE latitude IS NOT NULL;

CREATE INDEX hsds_document_by_location ON hsds_document (location_id, kind, id) WHERE location_id IS NOT NULL;

CREATE INDEX hsds_document_by_organisation ON hsds_document (organisation_id, kind, id) WHERE organisation_id IS NOT NULL;

CREATE INDEX hsds_document_by_postcode ON hsds_document (postcode) WHERE postcode IS NOT NULL;

CREATE INDEX hsds_document_by_service ON hsds_document (service_id, kind, id) WHERE service_id IS NOT NULL;

CREATE INDEX hsds_document_by_taxonomy ON hsds_document (taxonomy_id, kind, id) WHERE taxonomy_id IS NOT NULL;

CREATE INDEX hsds_document_listed ON hsds_document (kind, listed, id, modified_at, organisation_id);

CREATE TABLE hsds_document_term (
  kind TEXT NOT NULL,
  document_id UUID NOT NULL,
  term_id UUID NOT NULL,
  taxonomy_id UUID,
  PRIMARY KEY (kind, document_id, term_id)
);

CREATE INDEX hsds_document_term_by_taxonomy ON hsds_document_term (taxonomy_id, kind, document_id);

CREATE INDEX hsds_document_term_by_term ON hsds_document_term (term_id, kind, document_id);

CREATE TABLE indicator (
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT CHECK (until_on >= from_on),
  unit TEXT NOT NULL CHECK (unit IN ('people', 'number', 'per_100', 'per_1000', 'per_5000', 'percent', 'minutes', 'days', 'eur', 'hours')),
  name_bg TEXT NOT NULL,
  name_it TEXT NOT NULL,
  name_en TEXT NOT NULL,
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (code, from_on)
);

CREATE TABLE indicator_import (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  file_name TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);

CREATE INDEX indicator_import_by_time ON indicator_import (municipality, made_at);

CREATE TABLE indicator_import_fault (
  municipality TEXT NOT NULL,
  import_id UUID NOT NULL,
  row_number BIGINT NOT NULL,
  place BIGINT NOT NULL,                    -- of several faults in a row
  field TEXT NOT NULL,
  refusal TEXT NOT NULL, said TEXT NOT NULL DEFAULT '',                    -- its name
  PRIMARY KEY (municipality, import_id, row_number, place),
  FOREIGN KEY (municipality, import_id) REFERENCES indicator_import (municipality, id)
);

CREATE TABLE indicator_value (
  municipality TEXT NOT NULL REFERENCES municipality (code),  -- the office that keeps it
  area_kind TEXT NOT NULL CHECK (area_kind IN ('settlement', 'municipality', 'district', 'country')),
  area TEXT NOT NULL,                       -- EKATTE, PAZ14, PAZ, BG
  indicator TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('', 'f', 'm')),
  age TEXT NOT NULL,                        -- '', '0-17', '75+'
  year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2100),
  value_thousandths BIGINT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  import_id UUID NOT NULL,
  PRIMARY KEY (municipality, area_kind, area, sex, age, indicator, year),
  FOREIGN KEY (municipality, import_id) REFERENCES indicator_import (municipality, id)
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

CREATE INDEX inquiry_by_state ON inquiry (municipality, state, id);

CREATE UNIQUE INDEX inquiry_number ON inquiry (municipality, number);

CREATE INDEX inquiry_over ON inquiry (keep_until_on) WHERE keep_until_on IS NOT NULL;

CREATE INDEX inquiry_talking ON inquiry (last_at) WHERE kind = 'conversation' AND state = 'answered';

CREATE INDEX inquiry_waiting ON inquiry (municipality, due_on, id) WHERE state = 'waiting';

CREATE TABLE inquiry_in_hand (
  municipality TEXT NOT NULL,
  account_id UUID NOT NULL,
  inquiry_id UUID NOT NULL,
  PRIMARY KEY (municipality, account_id),
  FOREIGN KEY (municipality, inquiry_id) REFERENCES inquiry (municipality, id)
);

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

CREATE TABLE "invitation" (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID REFERENCES account (id),  -- null: there is no account yet, this link makes the first
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE INDEX invitation_by_account ON invitation (account_id);

CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger BEGIN SELECT CASE
  WHEN NEW.seq IS NOT (SELECT h.seq + 1 FROM ledger_head h WHERE h.lane = NEW.lane) THEN RAISE(ABORT, 'ledger gap')
  WHEN NEW.prev IS NOT (SELECT h.hash FROM ledger_head h WHERE h.lane = NEW.lane) THEN RAISE(ABORT, 'ledger chain') END;
END;

CREATE TRIGGER ledger_head_moves AFTER INSERT ON ledger BEGIN
  UPDATE ledger_head SET seq = NEW.seq, hash = NEW.hash WHERE lane = NEW.lane;
END;

CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TABLE ledger (
  lane BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  municipality TEXT NOT NULL,
  subject UUID,
  account_id UUID,
  body TEXT NOT NULL,
  prev BYTEA NOT NULL CHECK (length(prev) = 32),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (lane, seq)
);

CREATE INDEX ledger_by_subject ON ledger (municipality, subject, at);

CREATE TRIGGER ledger_checkpoint_no_delete BEFORE DELETE ON ledger_checkpoint BEGIN
  SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TRIGGER ledger_checkpoint_no_update BEFORE UPDATE ON ledger_checkpoint BEGIN
  SELECT RAISE(ABORT, 'ledger is append-only'); END;

CREATE TABLE ledger_checkpoint (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  signature BYTEA NOT NULL
);

CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head BEGIN SELECT RAISE(ABORT, 'ledger head'); END;

CREATE TRIGGER ledger_head_true BEFORE UPDATE ON ledger_head BEGIN SELECT CASE
  WHEN NEW.lane IS NOT OLD.lane OR NEW.seq IS NOT OLD.seq + 1
    OR NEW.hash IS NOT (SELECT l.hash FROM ledger l WHERE l.lane = NEW.lane AND l.seq = NEW.seq)
  THEN RAISE(ABORT, 'ledger head') END;
END;

CREATE TABLE ledger_head (
  lane BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE letter_text (
  municipality TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missing_papers', 'referral', 'signpost', 'own_access', 'complaint')),
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  version BIGINT NOT NULL CHECK (version >= 1),
  words TEXT NOT NULL,
  saved_by UUID NOT NULL REFERENCES account (id),
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, kind, language, version)
);

CREATE TABLE locality (
  id UUID PRIMARY KEY,
  settlement TEXT NOT NULL REFERENCES settlement (code),
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION
);

CREATE INDEX locality_by_settlement ON locality (settlement);

CREATE TRIGGER location_moved AFTER UPDATE ON location BEGIN
  INSERT INTO service_change (service_id, change)
    SELECT a.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change) FROM service_at_location a
    WHERE a.location_id = NEW.id
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TABLE location (
  id UUID PRIMARY KEY,
  organisation_id UUID REFERENCES organisation (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('physical', 'postal', 'virtual')),
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'partner', 'restricted')),
  settlement TEXT REFERENCES settlement (code),
  address TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION, source TEXT NOT NULL DEFAULT 'own' CHECK (source IN ('own', 'hsds')),
  CHECK (visibility = 'public' OR
         (settlement IS NULL AND address = '' AND postal_code = '' AND latitude IS NULL AND longitude IS NULL))
);

CREATE INDEX location_by_settlement ON location (settlement);

CREATE INDEX location_hidden ON location (organisation_id) WHERE visibility <> 'public';

CREATE TABLE location_guarded (
  location_id UUID PRIMARY KEY REFERENCES location (id),
  settlement TEXT NOT NULL,
  address TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION
);

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

CREATE TABLE message (
  id UUID PRIMARY KEY,
  queued_at BIGINT NOT NULL,
  to_address TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  next_try_at BIGINT,
  sent_at BIGINT
, channel TEXT NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms')), never_twice BIGINT NOT NULL DEFAULT 0 CHECK (never_twice IN (0, 1)), expires_at BIGINT, tried_at BIGINT, failed_at BIGINT);

CREATE INDEX message_waiting ON message (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE TABLE municipality (
  code TEXT PRIMARY KEY,
  district TEXT NOT NULL REFERENCES district (code),
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  seat TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  population BIGINT NOT NULL CHECK (population >= 0)
);

CREATE TABLE need (
  code TEXT PRIMARY KEY,
  place BIGINT NOT NULL UNIQUE
);

CREATE TABLE need_service_type (
  need TEXT NOT NULL REFERENCES need (code),
  place BIGINT NOT NULL,
  service_type TEXT NOT NULL,
  PRIMARY KEY (need, place)
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

CREATE UNIQUE INDEX needs_assessment_in_order ON needs_assessment (municipality, case_id, number);

CREATE UNIQUE INDEX needs_assessment_one_in_force ON needs_assessment (municipality, case_id) WHERE state IN ('completed', 'shared');

CREATE UNIQUE INDEX needs_assessment_one_written ON needs_assessment (municipality, case_id) WHERE state IN ('draft', 'in_progress');

CREATE TABLE news_item (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'archived')),
  dated_on TEXT NOT NULL,
  event_from_on TEXT,
  event_to_on TEXT,
  event_from_time TEXT NOT NULL,
  event_to_time TEXT NOT NULL,
  event_zone TEXT NOT NULL,
  project_number TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by UUID NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by UUID NOT NULL,
  published_at BIGINT CHECK (published_at IS NOT NULL OR state <> 'published'),
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id)
);

CREATE UNIQUE INDEX news_item_by_code ON news_item (code, municipality);

CREATE INDEX news_item_by_day ON news_item (state, dated_on, id);

CREATE TABLE news_picture (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  item_id UUID NOT NULL,
  position BIGINT NOT NULL,
  alt_bg TEXT NOT NULL CHECK (alt_bg <> ''),
  alt_it TEXT NOT NULL,
  alt_en TEXT NOT NULL,
  caption_bg TEXT NOT NULL,
  caption_it TEXT NOT NULL,
  caption_en TEXT NOT NULL,
  small_file UUID NOT NULL,
  small_width BIGINT NOT NULL,
  small_height BIGINT NOT NULL,
  middle_file UUID NOT NULL,
  middle_width BIGINT NOT NULL,
  middle_height BIGINT NOT NULL,
  large_file UUID NOT NULL,
  large_width BIGINT NOT NULL,
  large_height BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id),
  FOREIGN KEY (municipality, small_file) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, middle_file) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, large_file) REFERENCES stored_file (municipality, id)
);

CREATE INDEX news_picture_by_id ON news_picture (id);

CREATE INDEX news_picture_of_item ON news_picture (municipality, item_id, position);

CREATE TABLE news_reading (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  on_day TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (municipality, item_id, on_day),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);

CREATE TABLE news_step (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  item_id UUID NOT NULL,
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);

CREATE INDEX news_step_of_item ON news_step (municipality, item_id, at);

CREATE TABLE news_text (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  title TEXT NOT NULL CHECK (title <> ''),
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  place TEXT NOT NULL,
  organiser TEXT NOT NULL,
  publicity TEXT NOT NULL,
  links TEXT NOT NULL,
  PRIMARY KEY (municipality, item_id, language),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);

CREATE TABLE online_application (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  needs TEXT NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'declined', 'taken')),
  reply TEXT NOT NULL DEFAULT '',
  sent_at BIGINT NOT NULL,
  sent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by UUID,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK (reply <> '' OR state NOT IN ('returned', 'declined'))
);

CREATE INDEX online_application_by_day ON online_application (municipality, sent_on);

CREATE INDEX online_application_by_state ON online_application (municipality, state, id);

CREATE UNIQUE INDEX online_application_number ON online_application (municipality, number);

CREATE TABLE online_draft (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
  from_hash BYTEA NOT NULL CHECK (length(from_hash) = 32),  -- keyed hash of the address, for limits
  content BYTEA NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);

CREATE INDEX online_draft_by_address ON online_draft (from_hash);

CREATE INDEX online_draft_by_age ON online_draft (started_at);

CREATE UNIQUE INDEX online_draft_by_token ON online_draft (municipality, token_hash);

CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation WHEN OLD.name <> NEW.name BEGIN
  INSERT INTO service_change (service_id, change)
    SELECT s.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change) FROM service s
    WHERE s.organisation_id = NEW.id
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TABLE organisation (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('municipal', 'ngo', 'private', 'state')),
  eik TEXT NOT NULL,
  municipality TEXT REFERENCES municipality (code),
  description TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  website TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('own', 'hsds')),
  version BIGINT NOT NULL DEFAULT 1
, modified_at BIGINT NOT NULL DEFAULT 0, merged_into UUID REFERENCES organisation (id));

CREATE INDEX organisation_by_eik ON organisation (eik);

CREATE TABLE outline (
  kind TEXT NOT NULL CHECK (kind IN ('district', 'municipality', 'settlement')),
  code TEXT NOT NULL,
  rings TEXT NOT NULL CHECK (rings <> ''),
  source TEXT NOT NULL,
  PRIMARY KEY (kind, code)
);

CREATE TABLE own_access (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  person_id UUID NOT NULL,
  holder_id UUID NOT NULL,
  representative_id UUID,
  identity_check TEXT NOT NULL CHECK (identity_check IN ('identity_card', 'passport', 'residence_card', 'home_visit')),
  opened_by UUID NOT NULL,
  opened_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by UUID,                            -- null on an ended one: its mandate was over
  end_reason TEXT NOT NULL DEFAULT '' CHECK (end_reason IN ('', 'asked', 'mandate_over', 'mistake', 'other')),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, holder_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, representative_id) REFERENCES representative (municipality, id),
  CHECK ((ended_at IS NULL) = (end_reason = '')),
  CHECK ((representative_id IS NULL) = (holder_id = person_id))
);

CREATE INDEX own_access_by_account ON own_access (municipality, account_id);

CREATE INDEX own_access_by_holder ON own_access (municipality, holder_id);

CREATE INDEX own_access_by_person ON own_access (municipality, person_id, opened_at);

CREATE UNIQUE INDEX own_access_once ON own_access (municipality, account_id, person_id) WHERE ended_at IS NULL;

CREATE TABLE paper_form (
  municipality TEXT NOT NULL,
  serial TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contact', 'application', 'referral', 'crisis')),
  printed_at BIGINT NOT NULL,
  printed_by UUID NOT NULL,
  entered_at BIGINT,
  entered_by UUID,
  occurred_on TEXT,                         -- as the paper says
  recorded_on TEXT,
  became TEXT NOT NULL DEFAULT '' CHECK (became IN ('', 'application', 'other', 'spoiled')),
  record TEXT NOT NULL DEFAULT '',          -- number of what it became
  PRIMARY KEY (municipality, serial),
  CHECK ((entered_at IS NULL) = (became = '')),
  CHECK ((entered_at IS NULL) = (recorded_on IS NULL)),
  CHECK (occurred_on IS NULL OR occurred_on <= recorded_on),
  CHECK (became IN ('', 'spoiled') OR occurred_on IS NOT NULL)
);

CREATE INDEX paper_form_out ON paper_form (municipality, printed_at, serial) WHERE entered_at IS NULL;

CREATE TABLE passkey (
  credential BYTEA PRIMARY KEY CHECK (length(credential) BETWEEN 16 AND 1023),
  account_id UUID NOT NULL REFERENCES account (id),
  name TEXT NOT NULL CHECK (name <> ''),
  algorithm BIGINT NOT NULL CHECK (algorithm IN (-7, -8, -257)),  -- COSE: ES256, EdDSA, RS256
  public_key BYTEA NOT NULL CHECK (length(public_key) BETWEEN 32 AND 600),
  counter BIGINT NOT NULL CHECK (counter >= 0),                   -- of the last signature; 0: the device does not count
  user_verified BIGINT NOT NULL CHECK (user_verified IN (0, 1)),  -- the device asked for its PIN or finger the last time
  made_at BIGINT NOT NULL,
  last_used BIGINT
);

CREATE INDEX passkey_of_account ON passkey (account_id, made_at);

CREATE TABLE people_import (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'done', 'undoing', 'undone')),
  file_id UUID,                             -- the table; after the end the rows that were left out
  mapping TEXT NOT NULL,                    -- a field for each column, between commas
  alike TEXT NOT NULL CHECK (alike IN ('leave', 'new')),
  as_new TEXT NOT NULL DEFAULT '',          -- rows that are new people though alike, between commas
  row_count BIGINT NOT NULL CHECK (row_count BETWEEN 1 AND 5000),
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  erase_at BIGINT NOT NULL,                 -- of the file
  undo_until_on TEXT,
  PRIMARY KEY (municipality, id),
  CHECK ((undo_until_on IS NULL) = (state IN ('draft', 'running')))
);

CREATE INDEX people_import_by_time ON people_import (municipality, made_at);

CREATE INDEX people_import_to_erase ON people_import (erase_at) WHERE file_id IS NOT NULL;

CREATE TABLE people_import_row (
  municipality TEXT NOT NULL,
  import_id UUID NOT NULL,
  row_number BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('registered', 'left_out', 'undone', 'touched')),
  reason TEXT NOT NULL,                     -- name of the refusal
  field TEXT NOT NULL,
  person_id UUID,
  person_version BIGINT NOT NULL,           -- as it was registered
  PRIMARY KEY (municipality, import_id, row_number),
  FOREIGN KEY (municipality, import_id) REFERENCES people_import (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX people_import_row_by_person ON people_import_row (municipality, person_id) WHERE person_id IS NOT NULL;

CREATE TABLE person (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  pseudonym UUID NOT NULL,                  -- stands for the person in the ledger
  given_name TEXT NOT NULL,
  middle_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('f', 'm', 'unknown', 'refused')),
  born_on TEXT,
  born_precision TEXT NOT NULL CHECK (born_precision IN ('day', 'month', 'year', 'unknown')),
  state TEXT NOT NULL CHECK (state IN ('stub', 'identified', 'verified', 'merged', 'anonymised')),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 0 AND 4),
  settlement TEXT NOT NULL,                 -- EKATTE, or empty
  address TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  contact_rule TEXT NOT NULL,
  target_groups TEXT NOT NULL,              -- codes between commas
  identifier_masked TEXT NOT NULL,
  registered_at BIGINT NOT NULL,
  registered_by UUID,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1, closed_on TEXT, closed_because TEXT NOT NULL DEFAULT '' CHECK (closed_because IN ('', 'died', 'moved')), merged_into UUID,
  PRIMARY KEY (municipality, id)
);

CREATE INDEX person_by_birth ON person (municipality, born_on);

CREATE INDEX person_by_pseudonym ON person (municipality, pseudonym);

CREATE INDEX person_merged_into ON person (municipality, merged_into) WHERE merged_into IS NOT NULL;

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

CREATE TABLE person_barred (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  reason TEXT NOT NULL,
  barred_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX person_barred_by_account ON person_barred (account_id);

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

CREATE TABLE person_death (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  died_on TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('death_act', 'register', 'hospital', 'relatives', 'provider', 'other')),
  document TEXT NOT NULL,
  told_by TEXT NOT NULL,
  recorded_by UUID NOT NULL,
  recorded_at BIGINT NOT NULL,
  tell_by_on TEXT NOT NULL,                 -- until when somebody speaks to the household
  told_at BIGINT,
  told_by_account UUID,
  told_how TEXT NOT NULL DEFAULT '' CHECK (told_how IN ('', 'told', 'knew', 'nobody')),
  undone_at BIGINT,
  undone_by UUID,
  undone_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK (document <> '' OR told_by <> ''),
  CHECK ((told_at IS NULL) = (told_how = '')),
  CHECK ((undone_at IS NULL) = (undone_reason = ''))
);

CREATE UNIQUE INDEX person_death_one ON person_death (municipality, person_id) WHERE undone_at IS NULL;

CREATE INDEX person_death_to_tell ON person_death (municipality, tell_by_on, id) WHERE told_at IS NULL AND undone_at IS NULL;

CREATE TABLE person_identifier (
  municipality TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('egn', 'lnch')),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  person_id UUID NOT NULL,
  sealed BYTEA NOT NULL,
  masked TEXT NOT NULL,
  verified TEXT NOT NULL,                   -- check_digit, reason
  reason TEXT NOT NULL,                     -- why a failed check digit was taken
  set_apart BIGINT NOT NULL CHECK (set_apart IN (0, 1)),
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, kind, hash, person_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX person_identifier_anywhere ON person_identifier (hash);

CREATE INDEX person_identifier_by_person ON person_identifier (municipality, person_id);

CREATE UNIQUE INDEX person_identifier_once ON person_identifier (municipality, kind, hash) WHERE set_apart = 0;

CREATE TABLE person_merge (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  kept_id UUID NOT NULL,
  gone_id UUID NOT NULL,
  gone_state TEXT NOT NULL,
  gone_sensitivity BIGINT NOT NULL CHECK (gone_sensitivity BETWEEN 0 AND 4),
  reason TEXT NOT NULL CHECK (reason <> ''),
  merged_by UUID NOT NULL,
  merged_at BIGINT NOT NULL,
  undo_until_on TEXT NOT NULL,
  undone_by UUID,
  undone_at BIGINT,
  undo_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, kept_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, gone_id) REFERENCES person (municipality, id),
  CHECK (kept_id <> gone_id),
  CHECK ((undone_at IS NULL) = (undo_reason = '')),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);

CREATE INDEX person_merge_by_time ON person_merge (municipality, merged_at);

CREATE INDEX person_merge_of_kept ON person_merge (municipality, kept_id);

CREATE UNIQUE INDEX person_merge_once ON person_merge (municipality, gone_id) WHERE undone_at IS NULL;

CREATE TABLE person_merge_field (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('given_name', 'middle_name', 'family_name', 'sex', 'born_on', 'born_precision',
    'settlement', 'address', 'phone', 'email', 'contact_rule', 'target_groups')),
  before_words TEXT NOT NULL,
  after_words TEXT NOT NULL,
  PRIMARY KEY (municipality, merge_id, field),
  FOREIGN KEY (municipality, merge_id) REFERENCES person_merge (municipality, id)
);

CREATE TABLE person_merge_joined (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  place TEXT NOT NULL,
  account_id UUID NOT NULL,                 -- nil: the row is told by its word
  word TEXT NOT NULL,
  PRIMARY KEY (municipality, merge_id, place, account_id, word),
  FOREIGN KEY (municipality, merge_id) REFERENCES person_merge (municipality, id)
);

CREATE TABLE person_merge_moved (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  place TEXT NOT NULL,                      -- table and column
  record_id UUID NOT NULL,
  PRIMARY KEY (municipality, merge_id, place, record_id),
  FOREIGN KEY (municipality, merge_id) REFERENCES person_merge (municipality, id)
);

CREATE TABLE person_name_key (
  municipality TEXT NOT NULL,
  token TEXT NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (municipality, token, person_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX person_name_key_by_person ON person_name_key (municipality, person_id, token);

CREATE TABLE person_named (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  named_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX person_named_by_account ON person_named (account_id);

CREATE TABLE person_naming (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  proposed_by UUID NOT NULL,
  proposed_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
  answered_by UUID,
  answered_at BIGINT, kind TEXT NOT NULL DEFAULT 'name' CHECK (kind IN ('name', 'unname')),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((state = 'proposed') = (answered_by IS NULL)),
  CHECK (state <> 'confirmed' OR answered_by <> proposed_by)
);

CREATE UNIQUE INDEX person_naming_once ON person_naming (municipality, person_id, account_id, kind) WHERE state = 'proposed';

CREATE TABLE person_restriction (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claims', 'objection')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  restricted_by UUID NOT NULL,
  restricted_at BIGINT NOT NULL,
  lifted_by UUID,
  lifted_at BIGINT,
  lifting_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((lifted_at IS NULL) = (lifting_reason = '')),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);

CREATE INDEX person_restriction_by_person ON person_restriction (municipality, person_id, restricted_at);

CREATE UNIQUE INDEX person_restriction_once ON person_restriction (municipality, person_id) WHERE lifted_at IS NULL;

CREATE TABLE person_team (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE INDEX person_team_of_account ON person_team (municipality, account_id) WHERE until_on IS NULL;

CREATE TABLE person_transfer (
  municipality TEXT NOT NULL,               -- where she moves from
  id UUID NOT NULL,
  number TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  person_id UUID NOT NULL,
  to_municipality TEXT NOT NULL CHECK (to_municipality <> municipality),
  state TEXT NOT NULL CHECK (state IN ('offered', 'received', 'declined', 'withdrawn', 'expired')),
  moves_on TEXT NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('consent', 'legal_duty')),
  consent_how TEXT NOT NULL CHECK (consent_how IN ('', 'written', 'oral_recorded', 'representative')),
  note TEXT NOT NULL,                       -- the summary that goes over, in the sender's words
  named_account UUID,                       -- there, for a shielded file: the one who may know
  offered_by UUID NOT NULL,
  offered_at BIGINT NOT NULL,
  answer_due_on TEXT NOT NULL,
  ended_by UUID,
  ended_at BIGINT,
  reason TEXT NOT NULL DEFAULT '',
  new_person_id UUID,                       -- in to_municipality
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((ground = 'consent') = (consent_how <> '')),
  CHECK ((state = 'offered') = (ended_at IS NULL)),
  CHECK ((state = 'received') = (new_person_id IS NOT NULL)),
  CHECK (state <> 'declined' OR reason <> '')
);

CREATE INDEX person_transfer_addressed ON person_transfer (to_municipality, offered_at, id);

CREATE INDEX person_transfer_by_id ON person_transfer (id);

CREATE INDEX person_transfer_due ON person_transfer (answer_due_on) WHERE state = 'offered';

CREATE UNIQUE INDEX person_transfer_one ON person_transfer (municipality, person_id) WHERE state = 'offered';

CREATE INDEX person_transfer_sent ON person_transfer (municipality, offered_at, id);

CREATE TABLE place (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  seq BIGINT NOT NULL CHECK (seq >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  room TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('bed', 'room', 'seat')),
  for_sex TEXT NOT NULL DEFAULT '' CHECK (for_sex IN ('', 'f', 'm')),
  age_min BIGINT CHECK (age_min BETWEEN 0 AND 130),
  age_max BIGINT CHECK (age_max BETWEEN 0 AND 130),
  active_from_on TEXT NOT NULL,
  active_until_on TEXT,
  beyond_capacity BIGINT NOT NULL DEFAULT 0 CHECK (beyond_capacity IN (0, 1)),
  decision TEXT NOT NULL DEFAULT '',
  made_by UUID,
  made_at BIGINT NOT NULL,
  CHECK (beyond_capacity = 0 OR length(decision) >= 10),
  CHECK (age_min IS NULL OR age_max IS NULL OR age_min <= age_max),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, service_id, seq)
);

CREATE INDEX place_by_organisation ON place (organisation_id, service_id, seq);

CREATE INDEX place_by_service ON place (service_id, seq);

CREATE TABLE place_offer (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  entry_id UUID NOT NULL,
  stay_id UUID NOT NULL,
  from_municipality TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'taken_back')),
  begins_on TEXT NOT NULL,
  offered_at BIGINT NOT NULL,
  offered_by UUID NOT NULL,
  answer_due_on TEXT NOT NULL,
  answered_at BIGINT,
  answered_by UUID,
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'open') = (answered_at IS NULL)),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, entry_id) REFERENCES waiting_entry (municipality, id),
  FOREIGN KEY (municipality, stay_id) REFERENCES stay (municipality, id)
);

CREATE INDEX place_offer_by_id ON place_offer (id);

CREATE INDEX place_offer_due ON place_offer (answer_due_on) WHERE state = 'open';

CREATE UNIQUE INDEX place_offer_one_of_a_stay ON place_offer (municipality, stay_id);

CREATE UNIQUE INDEX place_offer_one_of_an_entry ON place_offer (municipality, entry_id) WHERE state = 'open';

CREATE INDEX place_offer_to_answer ON place_offer (from_municipality, answer_due_on) WHERE state = 'open';

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

CREATE INDEX plan_action_by_referral ON plan_action (municipality, referral_id) WHERE referral_id IS NOT NULL;

CREATE INDEX plan_action_of_plan ON plan_action (municipality, plan_id, position);

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

CREATE TABLE post (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  function TEXT NOT NULL,
  organisation_id UUID,                     -- null: the municipality itself
  from_on TEXT,
  until_on TEXT,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);

CREATE INDEX post_by_account ON post (account_id, added_at);

CREATE INDEX post_by_function ON post (municipality, function, organisation_id);

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

CREATE TABLE queue_day (
  municipality TEXT NOT NULL,
  queue_on TEXT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (municipality, queue_on)
);

CREATE TABLE queue_ticket (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  queue_on TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  subject TEXT NOT NULL,
  appointment_id UUID,
  booked_at BIGINT,
  taken_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'done', 'noshow', 'closed')),
  counter BIGINT,
  called_at BIGINT,
  calls BIGINT NOT NULL DEFAULT 0,
  ended_at BIGINT,
  served_by UUID,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);

CREATE UNIQUE INDEX queue_ticket_number ON queue_ticket (municipality, queue_on, number);

CREATE UNIQUE INDEX queue_ticket_of_appointment ON queue_ticket (municipality, appointment_id) WHERE appointment_id IS NOT NULL;

CREATE INDEX queue_ticket_open ON queue_ticket (queue_on, municipality) WHERE state IN ('waiting', 'called');

CREATE TABLE quota_agreement (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  to_municipality TEXT NOT NULL,
  service_type TEXT NOT NULL,
  number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
  places BIGINT NOT NULL CHECK (places BETWEEN 0 AND 100000),
  unit_cost_cents_per_day BIGINT NOT NULL CHECK (unit_cost_cents_per_day >= 0),
  valid_from_on TEXT NOT NULL,
  valid_until_on TEXT NOT NULL,
  CHECK (valid_from_on <= valid_until_on),
  PRIMARY KEY (municipality, id)
);

CREATE INDEX quota_agreement_by_route ON quota_agreement (municipality, to_municipality, service_type, valid_from_on);

CREATE TABLE recovery_code (
  account_id UUID NOT NULL REFERENCES account (id),
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, digest)
);

CREATE TABLE referral (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'delivered', 'info_requested', 'accepted', 'waitlisted', 'declined',
    'expired', 'withdrawn', 'revoked', 'in_service', 'no_show', 'not_started', 'completed')),
  stage TEXT NOT NULL CHECK (stage IN ('waiting', 'answered', 'closed')),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 2 AND 4),
  person_id UUID NOT NULL,
  source_id UUID NOT NULL,
  to_municipality TEXT NOT NULL,
  to_organisation_id UUID NOT NULL REFERENCES organisation (id),
  to_service_id UUID NOT NULL REFERENCES service (id),
  to_organisation_name TEXT NOT NULL,
  to_service_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'soon', 'emergency')),
  legal_ground TEXT NOT NULL,
  consent_how TEXT NOT NULL,
  agreement_id UUID,
  sent_at BIGINT NOT NULL,
  answer_due_on TEXT NOT NULL,
  delivered_at BIGINT,
  paused_at BIGINT,
  paused_days BIGINT NOT NULL DEFAULT 0 CHECK (paused_days >= 0),
  questions_asked BIGINT NOT NULL DEFAULT 0 CHECK (questions_asked >= 0),
  decline_reason TEXT NOT NULL DEFAULT '',
  decline_suggestion TEXT NOT NULL DEFAULT '',
  appointment_on TEXT,
  appointment_note TEXT NOT NULL DEFAULT '',
  expected_on TEXT,
  place_taken BIGINT NOT NULL DEFAULT 0 CHECK (place_taken IN (0, 1)),
  outcome_code TEXT NOT NULL DEFAULT '',
  outcome_note TEXT NOT NULL DEFAULT '',
  escalated_at BIGINT,
  sent_by UUID NOT NULL,
  answered_by UUID,
  changed_at BIGINT NOT NULL,
  CHECK ((state = 'info_requested') = (paused_at IS NOT NULL)),
  CHECK (state <> 'declined' OR decline_reason <> ''),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, agreement_id) REFERENCES quota_agreement (municipality, id)
);

CREATE INDEX referral_by_agreement ON referral (municipality, agreement_id, state) WHERE agreement_id IS NOT NULL;

CREATE INDEX referral_by_id ON referral (id);

CREATE INDEX referral_by_person ON referral (municipality, person_id);

CREATE INDEX referral_by_source ON referral (municipality, source_id);

CREATE INDEX referral_inbox ON referral (to_organisation_id, stage, answer_due_on, id);

CREATE INDEX referral_open_sent_by ON referral (municipality, sent_by) WHERE stage <> 'closed';

CREATE INDEX referral_outbox ON referral (municipality, stage, answer_due_on, id);

CREATE INDEX referral_past_due ON referral (answer_due_on) WHERE stage = 'waiting';

CREATE INDEX referral_town_inbox ON referral (to_municipality, stage, answer_due_on, id);

CREATE TABLE referral_event (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('sender', 'receiver', 'supervisor', 'system')),
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, seq),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE TABLE referral_message (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'answer')),
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, seq),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE TABLE referral_named (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  account_id UUID NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (municipality, referral_id, account_id),
  FOREIGN KEY (municipality, person_id, account_id) REFERENCES person_named (municipality, person_id, account_id)
    ON DELETE CASCADE,
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE INDEX referral_named_by_person ON referral_named (municipality, person_id, account_id);

CREATE TABLE referral_need (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  need TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, need),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE TABLE referral_package (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  position BIGINT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, position),
  UNIQUE (municipality, referral_id, field),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE TABLE relationship (
  municipality TEXT NOT NULL,
  from_id UUID NOT NULL,
  to_id UUID NOT NULL,
  relation TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (municipality, from_id, to_id, relation, from_on),
  FOREIGN KEY (municipality, from_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, to_id) REFERENCES person (municipality, id)
);

CREATE INDEX relationship_by_other ON relationship (municipality, to_id);

CREATE TABLE representative (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  representative_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('parent', 'guardian', 'trustee', 'proxy', 'relative')),
  relation TEXT NOT NULL,
  document TEXT NOT NULL,
  from_on TEXT NOT NULL,
  valid_until TEXT,
  ended_on TEXT,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, representative_id) REFERENCES person (municipality, id)
);

CREATE INDEX representative_by_other ON representative (municipality, representative_id);

CREATE INDEX representative_by_person ON representative (municipality, person_id);

CREATE TABLE required_document (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  code TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

CREATE TABLE retention_event (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,                          -- null: the clock
  verb TEXT NOT NULL CHECK (verb IN ('found', 'asked', 'hold', 'release')),
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, item_id, seq),
  FOREIGN KEY (municipality, item_id) REFERENCES retention_item (municipality, id)
);

CREATE TABLE retention_item (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('clock', 'request')),
  request_id UUID,
  class TEXT NOT NULL,                      -- whose clock ended last
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'held')),
  hold_reason TEXT NOT NULL DEFAULT '' CHECK (hold_reason IN ('', 'court', 'complaint', 'open_case', 'other')),
  hold_words TEXT NOT NULL DEFAULT '',
  found_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((state = 'held') = (hold_reason <> '')),
  CHECK ((cause = 'request') = (request_id IS NOT NULL))
);

CREATE INDEX retention_item_by_due ON retention_item (municipality, due_on, id);

CREATE UNIQUE INDEX retention_item_once ON retention_item (municipality, person_id);

CREATE TABLE retention_rule (
  municipality TEXT NOT NULL,               -- empty: everywhere
  class TEXT NOT NULL CHECK (class IN ('file', 'application', 'referral', 'place', 'case_file', 'crisis', 'request',
    'emergency', 'childhood')),
  from_on TEXT NOT NULL,
  until_on TEXT,
  years BIGINT NOT NULL CHECK (years BETWEEN 0 AND 120),
  event TEXT NOT NULL CHECK (event IN ('last_change', 'closing', 'majority')),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, class, from_on)
);

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

CREATE TABLE schema_version (
  name TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  applied_at BIGINT NOT NULL
);

CREATE TABLE search_unanswered (
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  asked_on TEXT NOT NULL,
  times BIGINT NOT NULL CHECK (times > 0),
  words TEXT,
  PRIMARY KEY (digest, asked_on)
);

CREATE INDEX search_unanswered_by_day ON search_unanswered (asked_on);

CREATE TRIGGER search_word_deleted AFTER DELETE ON search_word BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (zeroblob(16), (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TRIGGER search_word_inserted AFTER INSERT ON search_word BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (zeroblob(16), (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TABLE search_word (
  words TEXT NOT NULL CHECK (words <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('need', 'type', 'target_group', 'words')),
  meaning TEXT NOT NULL CHECK (meaning <> ''),
  PRIMARY KEY (words, kind, meaning)
);

CREATE TABLE second_factor (
  account_id UUID PRIMARY KEY REFERENCES account (id),
  sealed BYTEA,
  pending BYTEA,                            -- shown to its owner, not yet confirmed by a code
  pending_at BIGINT,
  confirmed_at BIGINT,
  required BIGINT NOT NULL CHECK (required IN (0, 1)),
  last_step BIGINT NOT NULL DEFAULT 0,      -- the thirty seconds whose code was used last: each code once
  CHECK ((sealed IS NULL) = (confirmed_at IS NULL))
);

CREATE TRIGGER service_deleted AFTER DELETE ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (OLD.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TRIGGER service_inserted AFTER INSERT ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TRIGGER service_updated AFTER UPDATE ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TABLE service (
  id UUID PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  location_id UUID REFERENCES location (id),
  municipality TEXT REFERENCES municipality (code),
  type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('suggested', 'draft', 'in_review', 'published', 'needs_update', 'suspended', 'archived')),
  listed BIGINT NOT NULL CHECK (listed = CASE WHEN state IN ('published', 'needs_update') THEN 1 ELSE 0 END),
  sort_key BYTEA NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  hours TEXT NOT NULL,
  website TEXT NOT NULL,
  fees TEXT NOT NULL,
  referral_required BIGINT NOT NULL CHECK (referral_required IN (0, 1)),
  accepts_referrals BIGINT NOT NULL CHECK (accepts_referrals IN (0, 1)),
  serves_everywhere BIGINT NOT NULL CHECK (serves_everywhere IN (0, 1)),
  age_min BIGINT CHECK (age_min BETWEEN 0 AND 130),
  age_max BIGINT CHECK (age_max BETWEEN 0 AND 130),
  target_groups TEXT NOT NULL,
  needs TEXT NOT NULL,
  papers TEXT NOT NULL,
  serves TEXT NOT NULL,
  confirmed_on TEXT,
  source TEXT NOT NULL CHECK (source IN ('own', 'hsds')),
  version BIGINT NOT NULL DEFAULT 1
, modified_at BIGINT NOT NULL DEFAULT 0, alternate_name TEXT NOT NULL DEFAULT '', eligibility TEXT NOT NULL DEFAULT '', application_process TEXT NOT NULL DEFAULT '', alert TEXT NOT NULL DEFAULT '', languages TEXT NOT NULL DEFAULT '', update_months BIGINT NOT NULL DEFAULT 6 CHECK (update_months BETWEEN 1 AND 60), access_class TEXT NOT NULL DEFAULT '', purpose TEXT NOT NULL DEFAULT '', environment TEXT NOT NULL DEFAULT '', duration_class TEXT NOT NULL DEFAULT '', planning_level TEXT NOT NULL DEFAULT '', funding TEXT NOT NULL DEFAULT '', licence_no TEXT NOT NULL DEFAULT '', licence_valid_to TEXT, legal_basis TEXT NOT NULL DEFAULT '', substitute_places BIGINT NOT NULL DEFAULT 0 CHECK (substitute_places >= 0), closed_on TEXT, suspended_until TEXT, replaced_by UUID REFERENCES service (id), merged_into UUID REFERENCES service (id), stopped_words TEXT NOT NULL DEFAULT '');

CREATE INDEX service_by_change ON service (listed, modified_at, id);

CREATE INDEX service_by_confirmation ON service (state, update_months, confirmed_on);

CREATE INDEX service_by_location ON service (listed, location_id, type);

CREATE INDEX service_by_merge ON service (merged_into);

CREATE INDEX service_by_municipality ON service (listed, municipality, sort_key);

CREATE INDEX service_by_name ON service (listed, sort_key);

CREATE INDEX service_by_organisation ON service (organisation_id, sort_key);

CREATE INDEX service_by_type ON service (listed, type, sort_key);

CREATE INDEX service_of_location ON service (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE service_area (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  municipality TEXT REFERENCES municipality (code),
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

CREATE TABLE service_at_location (
  id UUID PRIMARY KEY,
  service_id UUID NOT NULL REFERENCES service (id),
  location_id UUID NOT NULL REFERENCES location (id),
  UNIQUE (service_id, location_id)
);

CREATE INDEX service_at_location_by_location ON service_at_location (location_id, service_id);

CREATE TABLE service_by_terms (
  service_id UUID PRIMARY KEY,
  type TEXT NOT NULL,
  needs TEXT NOT NULL,
  target_groups TEXT NOT NULL
);

CREATE TRIGGER service_capacity_inserted AFTER INSERT ON service_capacity BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TRIGGER service_capacity_updated AFTER UPDATE ON service_capacity BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

CREATE TABLE service_capacity (
  service_id UUID PRIMARY KEY REFERENCES service (id),
  status TEXT NOT NULL CHECK (status IN ('capacity', 'no_capacity', 'waitlist', 'assessment_required')),
  places_total BIGINT NOT NULL CHECK (places_total >= 0),
  places_free BIGINT NOT NULL CHECK (places_free >= 0),
  waiting BIGINT NOT NULL CHECK (waiting >= 0),
  updated_on TEXT NOT NULL
);

CREATE TABLE service_change (
  service_id UUID PRIMARY KEY,
  change BIGINT NOT NULL
);

CREATE INDEX service_change_latest ON service_change (change);

CREATE TABLE service_contract (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  number TEXT NOT NULL,
  person_id UUID NOT NULL,
  to_organisation_id UUID NOT NULL REFERENCES organisation (id),
  service_id UUID NOT NULL REFERENCES service (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'offered', 'signed', 'amended', 'ended')),
  party_name TEXT NOT NULL,
  sign_due_on TEXT,
  ended_on TEXT,
  end_ground TEXT NOT NULL DEFAULT '',
  end_note TEXT NOT NULL DEFAULT '',
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  CHECK ((state = 'ended') = (ended_on IS NOT NULL)),
  CHECK (state <> 'ended' OR end_ground <> ''),
  PRIMARY KEY (municipality, referral_id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

CREATE UNIQUE INDEX service_contract_number ON service_contract (municipality, number);

CREATE INDEX service_contract_of_house ON service_contract (to_organisation_id, state, changed_at);

CREATE INDEX service_contract_of_person ON service_contract (municipality, person_id);

CREATE UNIQUE INDEX service_contract_running ON service_contract (municipality, person_id, service_id)
  WHERE state IN ('signed', 'amended');

CREATE TABLE service_contract_event (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  account_id UUID,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, seq),
  FOREIGN KEY (municipality, referral_id) REFERENCES service_contract (municipality, referral_id)
);

CREATE TABLE service_contract_terms (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  fee_cents BIGINT NOT NULL CHECK (fee_cents BETWEEN 0 AND 10000000),
  fee_per TEXT NOT NULL CHECK (fee_per IN ('', 'hour', 'day', 'month')),
  start_on TEXT NOT NULL,
  end_on TEXT,
  content TEXT NOT NULL,
  rights TEXT NOT NULL,
  duties TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  signed_on TEXT,
  signed_by TEXT NOT NULL DEFAULT '' CHECK (signed_by IN ('', 'person', 'representative')),
  representative_id UUID,
  for_provider TEXT NOT NULL DEFAULT '',
  CHECK ((fee_cents = 0) = (fee_per = '')),
  CHECK (end_on IS NULL OR end_on >= start_on),
  CHECK ((signed_on IS NULL) = (signed_by = '')),
  CHECK (signed_by = 'representative' OR representative_id IS NULL),
  PRIMARY KEY (municipality, referral_id, seq),
  FOREIGN KEY (municipality, referral_id) REFERENCES service_contract (municipality, referral_id),
  FOREIGN KEY (municipality, representative_id) REFERENCES representative (municipality, id)
);

CREATE TABLE service_follow_up (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  application_id UUID NOT NULL,
  line_id UUID NOT NULL,
  started_on TEXT NOT NULL,
  ask_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'asked', 'answered', 'dropped')),
  answered_on TEXT,
  answered_by UUID,
  channel TEXT NOT NULL DEFAULT '' CHECK (channel IN ('', 'telephone', 'page')),
  going TEXT NOT NULL DEFAULT '' CHECK (going IN ('', 'well', 'mixed', 'badly')),
  need_met TEXT NOT NULL DEFAULT '' CHECK (need_met IN ('', 'yes', 'partly', 'no')),
  satisfaction BIGINT CHECK (satisfaction BETWEEN 1 AND 5),
  words TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'answered') = (answered_on IS NOT NULL)),
  CHECK ((state = 'answered') = (satisfaction IS NOT NULL)),
  PRIMARY KEY (municipality, referral_id),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE INDEX service_follow_up_answered ON service_follow_up (municipality, answered_on) WHERE state = 'answered';

CREATE INDEX service_follow_up_of_application ON service_follow_up (municipality, application_id);

CREATE INDEX service_follow_up_planned ON service_follow_up (ask_on) WHERE state = 'planned';

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

CREATE TABLE service_reach (
  need TEXT NOT NULL REFERENCES need (code),
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  PRIMARY KEY (need, municipality, service_id)
);

CREATE INDEX service_reach_by_service ON service_reach (service_id);

CREATE TABLE service_report (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  quota_id UUID,
  days_attended BIGINT NOT NULL CHECK (days_attended BETWEEN 0 AND 31),
  days_absent BIGINT NOT NULL CHECK (days_absent BETWEEN 0 AND 31),
  hours BIGINT NOT NULL CHECK (hours BETWEEN 0 AND 744),
  words TEXT NOT NULL,
  reported_by UUID NOT NULL,
  reported_at BIGINT NOT NULL,
  bill_id UUID,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, referral_id, month),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

CREATE INDEX service_report_by_quota ON service_report (municipality, quota_id, month);

CREATE TABLE service_seen (
  service_id UUID NOT NULL REFERENCES service (id),
  seen_on TEXT NOT NULL,
  found BIGINT NOT NULL CHECK (found >= 0),
  opened BIGINT NOT NULL CHECK (opened >= 0),
  printed BIGINT NOT NULL CHECK (printed >= 0),
  asked BIGINT NOT NULL CHECK (asked >= 0),
  PRIMARY KEY (service_id, seen_on)
);

CREATE TABLE service_target_group (
  service_id UUID NOT NULL REFERENCES service (id),
  code TEXT NOT NULL,
  PRIMARY KEY (service_id, code)
);

CREATE TABLE session (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID NOT NULL REFERENCES account (id),
  post_id UUID,
  csrf TEXT NOT NULL,
  device TEXT NOT NULL,                     -- "Firefox, Linux": for the person's own list, no address
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
, proof TEXT NOT NULL DEFAULT 'password'
  CHECK (proof IN ('code_awaited', 'password', 'second_factor')), challenge BYTEA CHECK (length(challenge) = 32), challenge_until BIGINT);

CREATE INDEX session_by_account ON session (account_id, created_at);

CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE settlement (
  code TEXT PRIMARY KEY CHECK (length(code) = 5),
  municipality TEXT NOT NULL REFERENCES municipality (code),
  kind TEXT NOT NULL,
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  population BIGINT NOT NULL CHECK (population >= 0)
);

CREATE INDEX settlement_by_municipality ON settlement (municipality, name_bg);

CREATE TABLE sign_in_attempt (
  bucket BYTEA PRIMARY KEY CHECK (length(bucket) = 32),
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  open_at BIGINT NOT NULL                   -- no attempt is looked at before this moment
);

CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (last_at);

CREATE TABLE signal_receiver (
  municipality TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient IN ('child_protection', 'police')),
  organisation_id UUID REFERENCES organisation (id),
  organisation_municipality TEXT NOT NULL,  -- where its posts are; empty without an organisation
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  PRIMARY KEY (municipality, recipient)
);

CREATE TABLE stay (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  place_id UUID NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL CHECK (state IN ('reserved', 'emergency_admitted', 'admitted', 'extended', 'ended')),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 2 AND 4),
  from_municipality TEXT NOT NULL,
  referral_id UUID,
  person_municipality TEXT,
  person_id UUID,
  reserved_on TEXT NOT NULL,
  admitted_on TEXT,
  planned_end_on TEXT,
  longest_until_on TEXT,
  first_alert_on TEXT,
  second_alert_on TEXT,
  in_emergency BIGINT NOT NULL DEFAULT 0 CHECK (in_emergency IN (0, 1)),
  papers_due_on TEXT,
  alerts_told BIGINT NOT NULL DEFAULT 0 CHECK (alerts_told BETWEEN 0 AND 2),
  ended_on TEXT,
  ended_at BIGINT,
  end_reason TEXT NOT NULL DEFAULT '',
  destination TEXT NOT NULL DEFAULT '',
  changed_at BIGINT NOT NULL,
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK ((state = 'ended') = (end_reason <> '')),
  CHECK (state IN ('reserved', 'ended') OR admitted_on IS NOT NULL),
  CHECK ((person_id IS NULL) = (person_municipality IS NULL)),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, place_id) REFERENCES place (municipality, id)
);

CREATE INDEX stay_alert_due ON stay (first_alert_on) WHERE ended_at IS NULL AND alerts_told < 2;

CREATE INDEX stay_by_id ON stay (id);

CREATE INDEX stay_by_organisation ON stay (organisation_id, admitted_on, ended_on) WHERE referral_id IS NOT NULL;

CREATE INDEX stay_by_person ON stay (person_municipality, person_id) WHERE person_id IS NOT NULL;

CREATE INDEX stay_by_referral ON stay (referral_id) WHERE referral_id IS NOT NULL;

CREATE INDEX stay_by_sender ON stay (from_municipality, admitted_on, ended_on) WHERE referral_id IS NOT NULL;

CREATE UNIQUE INDEX stay_one_of_a_person ON stay (municipality, service_id, person_id)
  WHERE ended_at IS NULL AND person_id IS NOT NULL;

CREATE UNIQUE INDEX stay_one_of_a_referral ON stay (municipality, referral_id)
  WHERE ended_at IS NULL AND referral_id IS NOT NULL;

CREATE UNIQUE INDEX stay_one_on_a_place ON stay (municipality, place_id) WHERE ended_at IS NULL;

CREATE INDEX stay_running ON stay (municipality, service_id, planned_end_on) WHERE ended_at IS NULL;

CREATE INDEX stay_running_of_house ON stay (organisation_id) WHERE ended_at IS NULL;

CREATE TABLE stay_event (
  municipality TEXT NOT NULL,
  stay_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  place_id UUID NOT NULL,
  on_day TEXT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, stay_id, seq),
  FOREIGN KEY (municipality, stay_id) REFERENCES stay (municipality, id)
);

CREATE TABLE stay_named (
  municipality TEXT NOT NULL,
  stay_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (municipality, stay_id, account_id),
  FOREIGN KEY (municipality, stay_id) REFERENCES stay (municipality, id)
);

CREATE TABLE stored_file (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes BIGINT NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
  personal BIGINT NOT NULL CHECK (personal IN (0, 1)),
  stored_at BIGINT NOT NULL,
  name BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (municipality, id)
);

CREATE TABLE stub_look_up (
  municipality TEXT NOT NULL,               -- of who asked
  account_id UUID NOT NULL,
  id UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, account_id, id)
);

CREATE INDEX stub_look_up_by_time ON stub_look_up (municipality, account_id, asked_at);

CREATE TABLE subject_copy (
  municipality TEXT NOT NULL,
  request_id UUID NOT NULL,
  prepared_at BIGINT NOT NULL,
  prepared_by UUID NOT NULL,
  released_at BIGINT,
  released_by UUID,
  paper_id UUID,
  machine_id UUID,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, request_id),
  FOREIGN KEY (municipality, request_id) REFERENCES subject_request (municipality, id),
  FOREIGN KEY (municipality, paper_id) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, machine_id) REFERENCES stored_file (municipality, id),
  CHECK ((released_at IS NULL) = (paper_id IS NULL)),
  CHECK ((released_at IS NULL) = (machine_id IS NULL)),
  CHECK ((released_at IS NULL) = (released_by IS NULL))
);

CREATE TABLE subject_copy_line (
  municipality TEXT NOT NULL,
  request_id UUID NOT NULL,
  position BIGINT NOT NULL,
  section TEXT NOT NULL,
  words BYTEA NOT NULL,                     -- sealed: what it is, and the words
  parts BYTEA NOT NULL,                     -- sealed: the words to blacken, one to a line; before a choice: proposed
  choice TEXT NOT NULL CHECK (choice IN ('open', 'keep', 'parts', 'all')),
  ground TEXT NOT NULL CHECK (ground IN ('', 'third_party', 'protection', 'other_law')),
  decided_by UUID,
  decided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, request_id, position),
  FOREIGN KEY (municipality, request_id) REFERENCES subject_copy (municipality, request_id),
  CHECK ((choice IN ('parts', 'all')) = (ground <> '')),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);

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

CREATE INDEX subject_request_by_person ON subject_request (municipality, person_id, asked_at);

CREATE UNIQUE INDEX subject_request_number ON subject_request (municipality, number);

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

CREATE UNIQUE INDEX support_plan_in_order ON support_plan (municipality, case_id, number);

CREATE UNIQUE INDEX support_plan_one_active ON support_plan (municipality, person_id) WHERE state IN ('active', 'under_review');

CREATE UNIQUE INDEX support_plan_one_written ON support_plan (municipality, case_id) WHERE state IN ('draft', 'proposed', 'agreed');

CREATE INDEX support_plan_to_approve ON support_plan (municipality, id) WHERE state = 'agreed' AND approved_by IS NULL;

CREATE TABLE "task" (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('next_option', 'answer_question', 'tell_person', 'collect_papers', 'ask_follow_up')),
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

CREATE INDEX task_of_application ON task (municipality, application_id, id);

CREATE INDEX task_open ON task (municipality, due_on, id) WHERE state = 'open';

CREATE TABLE term_meaning (
  term_id UUID PRIMARY KEY,
  scheme TEXT NOT NULL CHECK (scheme IN ('bg_service_type', 'bg_need', 'bg_target_group', '')),
  code TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  waiting BIGINT NOT NULL CHECK (waiting IN (0, 1)),
  done_to UUID NOT NULL,
  CHECK ((scheme = '') = (code = ''))
);

CREATE INDEX term_meaning_waiting ON term_meaning (waiting, term_id);

CREATE TABLE travel_minutes (
  from_settlement TEXT NOT NULL REFERENCES settlement (code),
  to_settlement TEXT NOT NULL REFERENCES settlement (code),
  minutes BIGINT NOT NULL CHECK (minutes >= 0),
  km DOUBLE PRECISION NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (from_settlement, to_settlement)
);

CREATE TABLE waiting_entry (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  service_id UUID NOT NULL REFERENCES service (id),
  organisation_id UUID NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'suspended', 'placed', 'removed')),
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 2 AND 4),
  from_municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  referral_number TEXT NOT NULL,
  person_id UUID NOT NULL,
  sent_by UUID NOT NULL,
  urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'soon', 'emergency')),
  needs TEXT NOT NULL,                      -- codes between commas
  since_on TEXT NOT NULL,
  rule_version BIGINT NOT NULL,
  urgency_points BIGINT NOT NULL,
  need_points BIGINT NOT NULL,
  decided_points BIGINT NOT NULL DEFAULT 0 CHECK (decided_points BETWEEN -1000 AND 1000),
  refused_offers BIGINT NOT NULL DEFAULT 0 CHECK (refused_offers >= 0),
  turn BIGINT NOT NULL,
  expected_on TEXT,                         -- as the head said, when it said one
  closed_at BIGINT,
  closing_reason TEXT NOT NULL DEFAULT '',
  changed_at BIGINT NOT NULL,
  CHECK ((state IN ('placed', 'removed')) = (closed_at IS NOT NULL)),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, service_id, rule_version) REFERENCES waiting_rule (municipality, service_id, version)
);

CREATE INDEX waiting_entry_by_id ON waiting_entry (id);

CREATE INDEX waiting_entry_by_referral ON waiting_entry (referral_id);

CREATE INDEX waiting_entry_list ON waiting_entry (municipality, service_id, turn, id) WHERE closed_at IS NULL;

CREATE INDEX waiting_entry_of_organisation ON waiting_entry (organisation_id) WHERE closed_at IS NULL;

CREATE UNIQUE INDEX waiting_entry_one_of_a_referral ON waiting_entry (municipality, referral_id) WHERE closed_at IS NULL;

CREATE TABLE waiting_event (
  municipality TEXT NOT NULL,
  entry_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  points BIGINT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (municipality, entry_id, seq),
  FOREIGN KEY (municipality, entry_id) REFERENCES waiting_entry (municipality, id)
);

CREATE TABLE waiting_rule (
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  version BIGINT NOT NULL CHECK (version >= 1),
  soon BIGINT NOT NULL CHECK (soon BETWEEN 0 AND 1000),
  emergency BIGINT NOT NULL CHECK (emergency BETWEEN 0 AND 1000),
  each_week BIGINT NOT NULL CHECK (each_week BETWEEN 0 AND 100),
  refused_offer BIGINT NOT NULL CHECK (refused_offer BETWEEN 0 AND 1000),
  words TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by UUID,
  PRIMARY KEY (municipality, service_id, version)
);

CREATE TABLE waiting_rule_need (
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL,
  version BIGINT NOT NULL,
  need TEXT NOT NULL REFERENCES need (code),
  points BIGINT NOT NULL CHECK (points BETWEEN 1 AND 1000),
  PRIMARY KEY (municipality, service_id, version, need),
  FOREIGN KEY (municipality, service_id, version) REFERENCES waiting_rule (municipality, service_id, version)
);

CREATE TABLE zone (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('planning', 'province', 'catchment')),
  name_bg TEXT NOT NULL,
  name_it TEXT NOT NULL,
  name_en TEXT NOT NULL
);

CREATE TABLE zone_actual (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  place BIGINT NOT NULL,                    -- of the indicator in its measure
  half BIGINT NOT NULL,                     -- year × 2, and 1 more for the second half
  value_thousandths BIGINT NOT NULL,
  comment TEXT NOT NULL,
  action TEXT NOT NULL,                     -- what is done about it, where it is behind
  entered_by UUID NOT NULL REFERENCES account (id),
  entered_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, measure_id, place, half),
  FOREIGN KEY (municipality, plan_id, measure_id, place) REFERENCES zone_measure_indicator (municipality, plan_id, measure_id, place)
);

CREATE TABLE zone_comment (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'user', 'organisation', 'provider', 'institution', 'other')),
  measure_id UUID,                          -- what it is about; NULL: the whole plan
  body TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  shown BIGINT NOT NULL CHECK (shown IN (0, 1)),
  answer TEXT NOT NULL,                     -- '': not yet
  changed BIGINT NOT NULL CHECK (changed IN (0, 1)),
  answered_by UUID REFERENCES account (id),
  answered_at BIGINT,
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id),
  CHECK ((answered_at IS NULL) = (answer = ''))
);

CREATE INDEX zone_comment_by_time ON zone_comment (municipality, plan_id, received_at);

CREATE TABLE zone_council_decision (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL,
  joins BIGINT NOT NULL CHECK (joins IN (0, 1)),
  number TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, member),
  FOREIGN KEY (municipality, plan_id, member) REFERENCES zone_plan_member (municipality, plan_id, member)
);

CREATE TABLE zone_council_money (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL,
  year BIGINT NOT NULL,
  cents BIGINT NOT NULL CHECK (cents >= 0), -- EUR
  PRIMARY KEY (municipality, plan_id, member, year),
  FOREIGN KEY (municipality, plan_id, member) REFERENCES zone_council_decision (municipality, plan_id, member)
);

CREATE TABLE zone_measure (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  objective_id UUID NOT NULL,
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  target_group TEXT NOT NULL,
  lead TEXT NOT NULL REFERENCES municipality (code),
  owner TEXT NOT NULL,                      -- a post that answers for it
  partners TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  share_key TEXT NOT NULL CHECK (share_key IN ('population', 'use', 'equal')),
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id, objective_id) REFERENCES zone_objective (municipality, plan_id, id)
);

CREATE INDEX zone_measure_of_objective ON zone_measure (municipality, plan_id, objective_id);

CREATE TABLE zone_measure_indicator (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  baseline_thousandths BIGINT NOT NULL,
  target_thousandths BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, measure_id, place),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

CREATE TABLE zone_measure_money (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  line TEXT NOT NULL CHECK (line IN ('cost', 'state', 'municipal', 'project', 'fee', 'neighbour')),
  year BIGINT NOT NULL,
  cents BIGINT NOT NULL CHECK (cents > 0),  -- EUR
  PRIMARY KEY (municipality, plan_id, measure_id, line, year),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

CREATE TABLE zone_measure_places (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  member TEXT NOT NULL REFERENCES municipality (code),
  year BIGINT NOT NULL,
  places BIGINT NOT NULL CHECK (places > 0),
  PRIMARY KEY (municipality, plan_id, measure_id, member, year),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

CREATE TABLE zone_member (
  zone_id UUID NOT NULL REFERENCES zone (id),
  municipality TEXT NOT NULL REFERENCES municipality (code),
  valid_from TEXT NOT NULL,
  valid_to TEXT CHECK (valid_to >= valid_from),
  PRIMARY KEY (zone_id, municipality, valid_from)
);

CREATE INDEX zone_member_by_municipality ON zone_member (municipality, valid_from);

CREATE TABLE zone_objective (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  place BIGINT NOT NULL,                    -- in the plan's order
  name TEXT NOT NULL,
  need TEXT NOT NULL,                       -- what shows that it is needed, as services and statistics see it
  need_of_community TEXT NOT NULL,          -- the same as people and their organisations see it
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_plan (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  first_year BIGINT NOT NULL CHECK (first_year BETWEEN 2000 AND 2100),
  last_year BIGINT NOT NULL CHECK (last_year BETWEEN first_year AND first_year + 6),
  frame TEXT NOT NULL CHECK (frame IN ('bg', 'it')),
  state TEXT NOT NULL CHECK (state IN ('scoping', 'profile', 'drafting', 'consultation', 'revised', 'adopted_by_assembly', 'approved_by_councils', 'signed', 'in_force', 'mid_term_review', 'closed_report', 'archived')),
  opened_by UUID NOT NULL REFERENCES account (id),
  opened_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1), comments_from TEXT, comments_until TEXT,
  PRIMARY KEY (municipality, id)
);

CREATE UNIQUE INDEX zone_plan_by_id ON zone_plan (id);

CREATE INDEX zone_plan_open_to_comments ON zone_plan (state, comments_until);

CREATE TABLE zone_plan_member (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL REFERENCES municipality (code),
  PRIMARY KEY (municipality, plan_id, member),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE INDEX zone_plan_member_reads ON zone_plan_member (member, plan_id);

CREATE TABLE zone_plan_step (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  state TEXT NOT NULL,                      -- the one it came into
  day TEXT NOT NULL,                        -- of the meeting or the signature
  number TEXT NOT NULL,                     -- of its minutes or its agreement; '' where there is none
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, seq),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_plan_text (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  point TEXT NOT NULL CHECK (point IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')),
  body TEXT NOT NULL,
  PRIMARY KEY (municipality, plan_id, point),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_scenario (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  more BIGINT NOT NULL CHECK (more >= 0),   -- 0: by hand
  minutes BIGINT NOT NULL CHECK (minutes >= 1),
  opened TEXT NOT NULL,                     -- of a proposal: EKATTE codes, comma between them
  places TEXT NOT NULL,                     -- by hand: EKATTE code, colon, places; comma between them
  place_cents BIGINT NOT NULL CHECK (place_cents >= 0),  -- by hand: of a place in a year; 0 is not said
  share_key TEXT NOT NULL,                  -- by hand
  people BIGINT NOT NULL,
  before_people BIGINT NOT NULL,            -- reached on that day
  reached BIGINT NOT NULL CHECK (reached BETWEEN 0 AND people),
  ceiling BIGINT CHECK (ceiling >= reached),  -- of a proposal
  kept_by UUID NOT NULL REFERENCES account (id),
  kept_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_working_table (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  held_on TEXT NOT NULL,
  topic TEXT NOT NULL,
  minutes TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES account (id),
  written_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, number),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_working_table_present (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  number BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'user', 'organisation', 'provider', 'institution', 'other')),
  people BIGINT NOT NULL CHECK (people >= 1),
  PRIMARY KEY (municipality, plan_id, number, kind),
  FOREIGN KEY (municipality, plan_id, number) REFERENCES zone_working_table (municipality, plan_id, number)
);
