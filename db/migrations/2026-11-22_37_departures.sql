-- Somebody dies; what ran ends with that ground, and the file closes.

ALTER TABLE person ADD COLUMN closed_on TEXT;
ALTER TABLE person ADD COLUMN closed_because TEXT NOT NULL DEFAULT '' CHECK (closed_because IN ('', 'died', 'moved'));

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

-- What ran when somebody left: ended by it, or gone over as news.
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

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'death.tell_household', '2026-01-01', NULL, 1, 'наше правило: човек говори с домакинството до следващия ден', 'D'),
  ('', 'death.undo', '2026-01-01', NULL, 1, 'наше правило: грешка се поправя до следващия ден', 'D');
