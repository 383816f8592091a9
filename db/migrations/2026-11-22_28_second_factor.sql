-- engine: both
-- A second factor beside the password: a secret shared with an app on a phone, and codes on paper for the day it is lost.

-- sealed: the secret in use; null: none yet, or reset by an administrator. Once an account had one it is asked for for good.
CREATE TABLE second_factor (
  account_id UUID PRIMARY KEY REFERENCES account (id),
  sealed BYTEA,
  pending BYTEA,                            -- shown to its owner, not yet confirmed by a code
  pending_at BIGINT,
  confirmed_at BIGINT,
  required BIGINT NOT NULL CHECK (required IN (0, 1)),
  last_step BIGINT NOT NULL DEFAULT 0,      -- the thirty seconds whose code was used last: each code once
  CHECK ((sealed IS NULL) = (confirmed_at IS NULL))
);

CREATE TABLE recovery_code (
  account_id UUID NOT NULL REFERENCES account (id),
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, digest)
);

-- code_awaited: the password was right and the code has not been shown; such a session opens one page.
ALTER TABLE session ADD COLUMN proof TEXT NOT NULL DEFAULT 'password'
  CHECK (proof IN ('code_awaited', 'password', 'second_factor'));
-- A token that was made to reach what needs a second factor says so.
ALTER TABLE api_token ADD COLUMN proof TEXT NOT NULL DEFAULT 'password' CHECK (proof IN ('password', 'second_factor'));
