-- Agreements between two municipalities, how they came about, monthly reports of a service and the bill of a month.
-- One row with the one that asks and pays; the other reads it through to_municipality. src/agreements/README.md.

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
CREATE INDEX agreement_by_quota ON agreement (municipality, quota_id);
-- Of one route only one is negotiated at a time.
CREATE UNIQUE INDEX agreement_negotiated ON agreement (municipality, to_municipality, service_type)
  WHERE state IN ('asked', 'countered');
CREATE INDEX agreement_binding ON agreement (valid_until_on) WHERE state IN ('in_force', 'ending');

-- What stood in each proposal stays to be read.
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

-- What was agreed before is in force as it is.
INSERT INTO agreement (municipality, id, to_municipality, service_type, number, state, places,
    unit_cost_cents_per_day, valid_from_on, valid_until_on, terms, reason, note, rests_on_zone, quota_id, asked_by,
    answer_due_on, changed_at, version)
  SELECT municipality, id, to_municipality, service_type, number, 'in_force', places, unit_cost_cents_per_day,
    valid_from_on, valid_until_on, '', '', '', 0, id, id, NULL, 0, 1
  FROM quota_agreement WHERE to_municipality <> municipality;

-- What the provider says of a month: days, never what was done with the person in detail. Read only together with the
-- referral, whose level applies.
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

-- The bill of a month under one agreement.
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

-- Lines as sent. The line of shielded people has no referral; its days are of five people at least.
CREATE TABLE bill_line (
  municipality TEXT NOT NULL,
  bill_id UUID NOT NULL,
  position BIGINT NOT NULL,
  referral_id UUID,
  month TEXT NOT NULL,
  days BIGINT NOT NULL CHECK (days >= 0),
  cents BIGINT NOT NULL CHECK (cents >= 0),
  PRIMARY KEY (municipality, bill_id, position),
  FOREIGN KEY (municipality, bill_id) REFERENCES bill (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'agreement.answer', '2026-01-01', NULL, 14, 'решение на проекта: отговор на предложение за споразумение', 'D'),
  ('', 'agreement.notice', '2026-01-01', NULL, 30, 'решение на проекта: предизвестие за прекратяване на споразумение', 'D'),
  ('', 'agreement.expiring', '2026-01-01', NULL, 60, 'решение на проекта: колко преди края се напомня', 'D');
