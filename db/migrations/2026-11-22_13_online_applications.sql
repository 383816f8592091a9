-- Applications sent from outside, before an officer has made them ordinary ones. A draft, the on-line application it
-- becomes and the application an officer makes of it bear one id, so that files need not move.

-- content: sealed. Without an answer for a day a draft is dropped with its files.
CREATE TABLE online_draft (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
  from_hash BYTEA NOT NULL CHECK (length(from_hash) = 32),  -- keyed hash of the address, for limits
  content BYTEA NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);
CREATE UNIQUE INDEX online_draft_by_token ON online_draft (municipality, token_hash);
CREATE INDEX online_draft_by_age ON online_draft (started_at);
CREATE INDEX online_draft_by_address ON online_draft (from_hash);

-- number and secret_hash go on to the application. reply: the officer's words, for who has number and secret.
CREATE TABLE online_application (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  secret_hash BYTEA NOT NULL CHECK (length(secret_hash) = 32),
  needs TEXT NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'declined', 'taken')),
  reply TEXT NOT NULL DEFAULT '',
  sent_at BIGINT NOT NULL,
  sent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by UUID,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK (reply <> '' OR state NOT IN ('returned', 'declined'))
);
CREATE UNIQUE INDEX online_application_number ON online_application (municipality, number);
CREATE INDEX online_application_by_state ON online_application (municipality, state, id);
CREATE INDEX online_application_by_day ON online_application (municipality, sent_on);

-- Files of a paper; application_id is whichever of the three there is. added_by: null is the person.
CREATE TABLE application_file (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  application_id UUID NOT NULL,
  code TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, id) REFERENCES stored_file (municipality, id)
);
CREATE INDEX application_file_of ON application_file (municipality, application_id, id);

-- One more channel. SQLite cannot change a CHECK; it goes with its column.
ALTER TABLE application ADD COLUMN came_by TEXT NOT NULL DEFAULT 'desk'
  CHECK (came_by IN ('desk', 'phone', 'post', 'outreach', 'portal'));
UPDATE application SET came_by = channel;
ALTER TABLE application DROP COLUMN channel;
ALTER TABLE application RENAME COLUMN came_by TO channel;
