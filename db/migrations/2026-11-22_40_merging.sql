-- Two files of one person become one; within its days it is undone exactly.

ALTER TABLE person ADD COLUMN merged_into UUID;       -- the file that answers for this one
CREATE INDEX person_merged_into ON person (municipality, merged_into) WHERE merged_into IS NOT NULL;

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
CREATE UNIQUE INDEX person_merge_once ON person_merge (municipality, gone_id) WHERE undone_at IS NULL;
CREATE INDEX person_merge_of_kept ON person_merge (municipality, kept_id);
CREATE INDEX person_merge_by_time ON person_merge (municipality, merged_at);

-- A field of the kept file as it was and as it became: undoing gives back what nobody has changed since.
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

-- Rows that went over, by their ids, and rows that were made for the kept file beside those of the other.
CREATE TABLE person_merge_moved (
  municipality TEXT NOT NULL,
  merge_id UUID NOT NULL,
  place TEXT NOT NULL,                      -- table and column
  record_id UUID NOT NULL,
  PRIMARY KEY (municipality, merge_id, place, record_id),
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

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'people.unmerge', '2020-07-01', 30, 'решение на проекта: обединени досиета се разделят обратно до 30 дни', 'D');
