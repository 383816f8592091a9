-- Places of a service, who holds them, who waits for them. src/places/README.md.
-- The municipality is the provider's; from_municipality the one that sent, and where the person's file lies.

-- A bed, a room or a seat. One made beyond the capacity carries the head's decision.
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

-- sensitivity is the least level of the stay; where the person's file is higher, that counts (the statements join it).
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
-- One stay a place, one place a referral; a person holds one place of a service.
CREATE UNIQUE INDEX stay_one_on_a_place ON stay (municipality, place_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX stay_one_of_a_referral ON stay (municipality, referral_id)
  WHERE ended_at IS NULL AND referral_id IS NOT NULL;
CREATE UNIQUE INDEX stay_one_of_a_person ON stay (municipality, service_id, person_id)
  WHERE ended_at IS NULL AND person_id IS NOT NULL;
CREATE INDEX stay_by_id ON stay (id);
CREATE INDEX stay_running ON stay (municipality, service_id, planned_end_on) WHERE ended_at IS NULL;
CREATE INDEX stay_running_of_house ON stay (organisation_id) WHERE ended_at IS NULL;
CREATE INDEX stay_by_sender ON stay (from_municipality, admitted_on, ended_on) WHERE referral_id IS NOT NULL;
CREATE INDEX stay_by_organisation ON stay (organisation_id, admitted_on, ended_on) WHERE referral_id IS NOT NULL;
CREATE INDEX stay_by_referral ON stay (referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX stay_by_person ON stay (person_municipality, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX stay_alert_due ON stay (first_alert_on) WHERE ended_at IS NULL AND alerts_told < 2;

-- Who may know of a protected stay while the person has no shielded file of its own; else person_named says it.
CREATE TABLE stay_named (
  municipality TEXT NOT NULL,
  stay_id UUID NOT NULL,
  account_id UUID NOT NULL,
  PRIMARY KEY (municipality, stay_id, account_id),
  FOREIGN KEY (municipality, stay_id) REFERENCES stay (municipality, id)
);

-- seq is the stay's version after the step. on_day: planned end, day of admission or of the end.
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

-- How a service orders who waits: a new row for every change, published from the day it is written. Points.
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

-- turn orders the list: smaller is earlier. It does not change with the days, so the list is one walk along an index.
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
CREATE UNIQUE INDEX waiting_entry_one_of_a_referral ON waiting_entry (municipality, referral_id) WHERE closed_at IS NULL;
CREATE INDEX waiting_entry_list ON waiting_entry (municipality, service_id, turn, id) WHERE closed_at IS NULL;
CREATE INDEX waiting_entry_by_id ON waiting_entry (id);
CREATE INDEX waiting_entry_by_referral ON waiting_entry (referral_id);
CREATE INDEX waiting_entry_of_organisation ON waiting_entry (organisation_id) WHERE closed_at IS NULL;

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

-- A free place held for one who waits, until the day its answer is due.
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
CREATE UNIQUE INDEX place_offer_one_of_an_entry ON place_offer (municipality, entry_id) WHERE state = 'open';
CREATE UNIQUE INDEX place_offer_one_of_a_stay ON place_offer (municipality, stay_id);
CREATE INDEX place_offer_by_id ON place_offer (id);
CREATE INDEX place_offer_to_answer ON place_offer (from_municipality, answer_due_on) WHERE state = 'open';
CREATE INDEX place_offer_due ON place_offer (answer_due_on) WHERE state = 'open';

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'places.stay_crisis', '2020-07-01', 183, 'Престой в кризисен център: до 6 месеца (практика на центровете)', 'S'),
  ('', 'places.stay_crisis_first_alert', '2020-07-01', 122, 'Решение на проекта: напомняне на четвъртия месец', 'D'),
  ('', 'places.stay_crisis_second_alert', '2020-07-01', 153, 'Решение на проекта: напомняне на петия месец', 'D'),
  ('', 'places.papers', '2020-07-01', 3, 'Решение на проекта: документи след спешно настаняване', 'D'),
  ('', 'places.offer', '2020-07-01', 3, 'Решение на проекта: отговор на предложено място', 'D');
