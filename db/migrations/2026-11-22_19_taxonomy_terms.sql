-- What the terms of other people's taxonomies mean here. Reference data like search_word, the same for every
-- municipality. scheme and code name one of our terms; both empty: looked at, and it stands for nothing of ours.
-- waiting = 1: not every entry with the term has been gone through since; done_to is the last one that was.
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

-- What those meanings gave an imported service, as its columns were written then. A column that says otherwise now was
-- set by a person and is left alone.
CREATE TABLE service_by_terms (
  service_id UUID PRIMARY KEY,
  type TEXT NOT NULL,
  needs TEXT NOT NULL,
  target_groups TEXT NOT NULL
);
