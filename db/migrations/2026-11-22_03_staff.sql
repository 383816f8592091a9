-- Accounts, the posts they hold, sessions, links and tokens. An account belongs to no municipality: one person may hold
-- posts in two; what it may do lies in its posts.

CREATE TABLE account (
  id UUID PRIMARY KEY,
  email TEXT NOT NULL,                      -- as typed, tidied
  email_key TEXT NOT NULL UNIQUE,           -- lower case: what is compared
  name TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT '',
  password_hash TEXT NOT NULL DEFAULT '',   -- Argon2id; empty: only a welcome link opens it
  added_at BIGINT NOT NULL,
  disabled_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE post (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  function TEXT NOT NULL,
  organisation_id UUID,                     -- null: the municipality itself
  from_on TEXT,
  until_on TEXT,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);
CREATE INDEX post_by_account ON post (account_id, added_at);
CREATE INDEX post_by_function ON post (municipality, function, organisation_id);

-- The key is the SHA-256 of the token in the cookie: who reads the table cannot take over a session.
CREATE TABLE session (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID NOT NULL REFERENCES account (id),
  post_id UUID,
  csrf TEXT NOT NULL,
  device TEXT NOT NULL,                     -- "Firefox, Linux": for the person's own list, no address
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id, created_at);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE invitation (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX invitation_by_account ON invitation (account_id);

CREATE TABLE api_token (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX api_token_by_account ON api_token (account_id);

-- One bucket of failed attempts: account + device, or account + address, or address alone (keyed hashes only).
CREATE TABLE sign_in_attempt (
  bucket BYTEA PRIMARY KEY CHECK (length(bucket) = 32),
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  open_at BIGINT NOT NULL                   -- no attempt is looked at before this moment
);
CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (last_at);
