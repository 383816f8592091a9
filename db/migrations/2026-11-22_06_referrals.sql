-- Referrals: one row with its sender; the receiver reads it through to_organisation_id. src/referrals/README.md.

-- A sender's municipality buys places with providers of another. Used places are counted, never stored.
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

-- stage follows from state (referral.cpp) and stands here so that a list is one walk along an index.
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
CREATE INDEX referral_by_id ON referral (id);
CREATE INDEX referral_inbox ON referral (to_organisation_id, stage, answer_due_on, id);
CREATE INDEX referral_town_inbox ON referral (to_municipality, stage, answer_due_on, id);
CREATE INDEX referral_outbox ON referral (municipality, stage, answer_due_on, id);
CREATE INDEX referral_by_source ON referral (municipality, source_id);
CREATE INDEX referral_by_person ON referral (municipality, person_id);
CREATE INDEX referral_past_due ON referral (answer_due_on) WHERE stage = 'waiting';
CREATE INDEX referral_by_agreement ON referral (municipality, agreement_id, state) WHERE agreement_id IS NOT NULL;

-- Who may know of a referral of a shielded person: accounts of both sides, written at sending. Who is no longer named for
-- the person is no longer named here.
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

-- seq is the referral's version after the step: the chain has no gaps and no forks.
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

-- What the receiver may see, as it was at sending. Nothing else of the person ever reaches him.
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

CREATE TABLE referral_need (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  need TEXT NOT NULL,
  PRIMARY KEY (municipality, referral_id, need),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

-- Our own defaults until a municipality writes its order down (facts.md 9: no deadline for referrals was found in the acts).
INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'referral.answer', '2020-07-01', 10, 'Решение на проекта: отговор на насочване, обикновено', 'D'),
  ('', 'referral.answer_soon', '2020-07-01', 3, 'Решение на проекта: отговор на насочване, скорошно', 'D'),
  ('', 'referral.answer_emergency', '2020-07-01', 1, 'Решение на проекта: отговор на насочване, спешно', 'D'),
  ('', 'referral.grace', '2020-07-01', 3, 'Решение на проекта: гратисен срок преди изтичане на насочване', 'D');
