-- The people served. sensitivity 4: the row exists only for the accounts in person_named.

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
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id)
);
CREATE INDEX person_by_birth ON person (municipality, born_on);

-- set_apart: an L4 person's number stands outside the uniqueness rule, so that a second registration of the same
-- number is answered as if it were the first (docs/decisions/2026-11-22-shielded-duplicates.md).
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
CREATE UNIQUE INDEX person_identifier_once ON person_identifier (municipality, kind, hash) WHERE set_apart = 0;
CREATE INDEX person_identifier_by_person ON person_identifier (municipality, person_id);

-- Skeletons of all name parts (base/transliterate.h), for search by prefix.
CREATE TABLE person_name_key (
  municipality TEXT NOT NULL,
  token TEXT NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (municipality, token, person_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE INDEX person_name_key_by_person ON person_name_key (municipality, person_id, token);

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
CREATE INDEX representative_by_person ON representative (municipality, person_id);
CREATE INDEX representative_by_other ON representative (municipality, representative_id);

-- Who is in the file's team (relation "on_team"); the registrar is its first member.
CREATE TABLE person_team (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

-- The only accounts for which an L4 person exists.
CREATE TABLE person_named (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  named_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);

-- Accounts for which the person does not exist, whatever their function (kinship, conflict).
CREATE TABLE person_barred (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  account_id UUID NOT NULL,
  reason TEXT NOT NULL,
  barred_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, person_id, account_id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
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

-- engine: postgresql
ALTER TABLE person_name_key ALTER COLUMN token TYPE TEXT COLLATE "C";
-- engine: both
