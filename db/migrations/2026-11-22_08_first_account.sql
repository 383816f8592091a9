-- An invitation without an account opens the page where the first administrator of an empty database is made.
CREATE TABLE invitation_kept (
  digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
  account_id UUID REFERENCES account (id),  -- null: there is no account yet, this link makes the first
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
INSERT INTO invitation_kept (digest, account_id, made_at, expires_at, used_at)
  SELECT digest, account_id, made_at, expires_at, used_at FROM invitation;
DROP TABLE invitation;
ALTER TABLE invitation_kept RENAME TO invitation;
CREATE INDEX invitation_by_account ON invitation (account_id);
