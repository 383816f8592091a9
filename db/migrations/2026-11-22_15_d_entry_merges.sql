-- Two entries or two organisations that may be the same. A pair stays here when somebody says they are not, so that
-- nobody is asked twice.
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

-- A merge as it was done, with what is needed to undo it for 30 days: the state of what went, the version of what was
-- kept, the values that were taken over, the services that moved.
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
CREATE INDEX entry_merge_by_pair ON entry_merge (municipality, pair_id);
CREATE INDEX entry_merge_by_age ON entry_merge (municipality, merged_at);

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
