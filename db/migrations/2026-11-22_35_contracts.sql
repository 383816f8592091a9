-- The contract between a provider and the person it serves, one a referral. src/contracts/README.md. It is read only together with
-- its referral, whose level and named accounts apply.

-- Does a kind of service need a contract before it begins ('before'), may it follow ('after'), or is there none ('none')?
-- service_type '' is every other kind.
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
INSERT INTO contract_rule (municipality, service_type, from_on, until_on, needs, basis, mark) VALUES
  ('', '', '2020-07-01', NULL, 'before', 'чл. 85 ЗСУ: договорът се подписва преди започване на услугата', 'S'),
  ('', 'information_counselling', '2020-07-01', NULL, 'none', 'чл. 12, ал. 2 ЗСУ: общодостъпна услуга, по общи условия', 'S'),
  ('', 'community_work', '2020-07-01', NULL, 'none', 'чл. 12, ал. 2 ЗСУ: общодостъпна услуга, по общи условия', 'S'),
  ('', 'shelter', '2020-07-01', NULL, 'after', 'решение на проекта: подслонът при криза не чака хартия; редът не е проверен в закона', 'K'),
  ('', 'state_desk', '2020-07-01', NULL, 'none', 'не е социална услуга по ЗСУ', 'D');

-- municipality is the referral's sender, as everywhere; the provider reads it through to_organisation_id.
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
-- One running contract per person and service.
CREATE UNIQUE INDEX service_contract_running ON service_contract (municipality, person_id, service_id)
  WHERE state IN ('signed', 'amended');
CREATE INDEX service_contract_of_house ON service_contract (to_organisation_id, state, changed_at);
CREATE INDEX service_contract_of_person ON service_contract (municipality, person_id);

-- What was agreed: the first terms, and one row more for each amendment. Signed ones never change.
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

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'contract.sign', '2020-07-01', NULL, 14, 'решение на проекта: подписване на предложен договор', 'D'),
  ('', 'contract.after_start', '2020-07-01', NULL, 14, 'решение на проекта: договор след започнала услуга', 'D'),
  ('', 'contract.expiring', '2020-07-01', NULL, 30, 'решение на проекта: колко преди края на договора се напомня', 'D');
