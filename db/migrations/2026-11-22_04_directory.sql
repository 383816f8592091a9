-- Organisations and what they offer, in the words of HSDS 3.1. Reference data, open to all: no municipality in the keys.
-- The one thing that is not open, where a restricted place lies, has a table of its own that nothing here reads.

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
);
CREATE INDEX organisation_by_eik ON organisation (eik);

-- A place that is not public has nothing here that says where it is; the schema refuses it.
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
  longitude DOUBLE PRECISION,
  CHECK (visibility = 'public' OR
         (settlement IS NULL AND address = '' AND postal_code = '' AND latitude IS NULL AND longitude IS NULL))
);

-- Where a restricted place lies. Written on entry; read by nothing until a crisis placement needs it.
CREATE TABLE location_guarded (
  location_id UUID PRIMARY KEY REFERENCES location (id),
  settlement TEXT NOT NULL,
  address TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION
);

-- municipality is NULL for what is given to the whole country from nowhere in particular. target_groups, needs, papers and serves repeat the rows of the four tables below as codes with a comma between, so
-- that one statement gives a whole entry. Both are written by one function. sort_key is the lower-case name and the id
-- as bytes: the same order on both engines, and a cursor.
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
);
CREATE INDEX service_by_organisation ON service (organisation_id, sort_key);
CREATE INDEX service_by_name ON service (listed, sort_key);
CREATE INDEX service_by_municipality ON service (listed, municipality, sort_key);
CREATE INDEX service_by_type ON service (listed, type, sort_key);

CREATE TABLE service_at_location (
  id UUID PRIMARY KEY,
  service_id UUID NOT NULL REFERENCES service (id),
  location_id UUID NOT NULL REFERENCES location (id),
  UNIQUE (service_id, location_id)
);

CREATE TABLE service_target_group (
  service_id UUID NOT NULL REFERENCES service (id),
  code TEXT NOT NULL,
  PRIMARY KEY (service_id, code)
);

CREATE TABLE required_document (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  code TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

-- A municipality, or a text nobody could match to one.
CREATE TABLE service_area (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  municipality TEXT REFERENCES municipality (code),
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

CREATE TABLE schedule (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  byday TEXT NOT NULL,
  opens_at TEXT NOT NULL,
  closes_at TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

CREATE TABLE cost_option (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

-- What an imported entry says in a taxonomy of its own: kept as text, matched to nothing.
CREATE TABLE service_attribute (
  service_id UUID NOT NULL REFERENCES service (id),
  place BIGINT NOT NULL,
  taxonomy TEXT NOT NULL,
  term TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (service_id, place)
);

CREATE TABLE service_capacity (
  service_id UUID PRIMARY KEY REFERENCES service (id),
  status TEXT NOT NULL CHECK (status IN ('capacity', 'no_capacity', 'waitlist', 'assessment_required')),
  places_total BIGINT NOT NULL CHECK (places_total >= 0),
  places_free BIGINT NOT NULL CHECK (places_free >= 0),
  waiting BIGINT NOT NULL CHECK (waiting >= 0),
  updated_on TEXT NOT NULL
);

-- What people ask for. Codes have words in locale/ (need.CODE), therefore they come with the program, not with the demo.
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

-- Which service answers which need for whom: one row for each municipality it lies in or serves, '*' for the country.
-- Only listed services have rows. Found by its key alone; kept by the function that writes the service.
CREATE TABLE service_reach (
  need TEXT NOT NULL REFERENCES need (code),
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  PRIMARY KEY (need, municipality, service_id)
);
CREATE INDEX service_reach_by_service ON service_reach (service_id);

INSERT INTO need (code, place) VALUES
  ('information', 1), ('cannot_care_for_self', 2), ('rehabilitation_after_illness', 3), ('day_care_older_person', 4),
  ('day_care_disability', 5), ('day_care_child_disability', 6), ('child_development', 7), ('parenting_support', 8),
  ('loneliness', 9), ('violence_shelter', 10), ('housing', 11), ('residential_care', 12), ('job_skills', 13),
  ('life_skills', 14), ('debts_advice', 15), ('rights_and_papers', 16), ('heating', 17), ('disability_assessment', 18),
  ('social_benefits', 19), ('family_conflict', 20);
INSERT INTO need_service_type (need, place, service_type) VALUES
  ('information', 1, 'information_counselling'), ('information', 2, 'state_desk'),
  ('cannot_care_for_self', 1, 'assistant_support'),
  ('rehabilitation_after_illness', 1, 'therapy_rehabilitation'),
  ('day_care_older_person', 1, 'day_care'),
  ('day_care_disability', 1, 'day_care'),
  ('day_care_child_disability', 1, 'day_care'),
  ('child_development', 1, 'therapy_rehabilitation'), ('child_development', 2, 'skills_training'),
  ('parenting_support', 1, 'information_counselling'), ('parenting_support', 2, 'skills_training'),
  ('loneliness', 1, 'community_work'), ('loneliness', 2, 'day_care'),
  ('violence_shelter', 1, 'shelter'),
  ('housing', 1, 'shelter'), ('housing', 2, 'residential_care'),
  ('residential_care', 1, 'residential_care'),
  ('job_skills', 1, 'work_skills_support'),
  ('life_skills', 1, 'skills_training'),
  ('debts_advice', 1, 'information_counselling'), ('debts_advice', 2, 'advocacy_mediation'),
  ('rights_and_papers', 1, 'advocacy_mediation'), ('rights_and_papers', 2, 'information_counselling'),
  ('heating', 1, 'state_desk'),
  ('disability_assessment', 1, 'state_desk'),
  ('social_benefits', 1, 'state_desk'),
  ('family_conflict', 1, 'advocacy_mediation'), ('family_conflict', 2, 'information_counselling');
