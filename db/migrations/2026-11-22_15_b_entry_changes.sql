-- The end of an entry that keeps its address: closed, replaced by another one, or found to be the same as another one.
ALTER TABLE service ADD COLUMN closed_on TEXT;
ALTER TABLE service ADD COLUMN suspended_until TEXT;
ALTER TABLE service ADD COLUMN replaced_by UUID REFERENCES service (id);
ALTER TABLE service ADD COLUMN merged_into UUID REFERENCES service (id);
ALTER TABLE organisation ADD COLUMN merged_into UUID REFERENCES organisation (id);
CREATE INDEX service_by_confirmation ON service (state, update_months, confirmed_on);
CREATE INDEX service_by_merge ON service (merged_into);

-- What somebody wants an entry to say, until a second person publishes it. kind new: the entry itself is not listed
-- before that. decided_by: who published, returned or rejected it; who withdraws is who proposed.
CREATE TABLE entry_change (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  kind TEXT NOT NULL CHECK (kind IN ('change', 'new')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'published', 'rejected', 'withdrawn')),
  proposed_by UUID NOT NULL,
  proposed_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  decided_by UUID,
  decided_at BIGINT,
  decision_words TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK ((decided_by IS NOT NULL) = (state IN ('returned', 'published', 'rejected'))),
  CHECK (state <> 'published' OR decided_by <> proposed_by)
);
-- One open change an entry: two could not both be right about what stood there before.
CREATE UNIQUE INDEX entry_change_open ON entry_change (municipality, service_id) WHERE state IN ('waiting', 'returned');
CREATE INDEX entry_change_by_state ON entry_change (municipality, state, id);
CREATE INDEX entry_change_by_service ON entry_change (service_id, id);

CREATE TABLE entry_change_field (
  municipality TEXT NOT NULL,
  change_id UUID NOT NULL,
  field TEXT NOT NULL,
  place BIGINT NOT NULL,
  before_words TEXT NOT NULL,
  after_words TEXT NOT NULL,
  PRIMARY KEY (municipality, change_id, field),
  FOREIGN KEY (municipality, change_id) REFERENCES entry_change (municipality, id)
);

CREATE TABLE entry_change_step (
  municipality TEXT NOT NULL,
  change_id UUID NOT NULL,
  place BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (municipality, change_id, place),
  FOREIGN KEY (municipality, change_id) REFERENCES entry_change (municipality, id)
);
