-- engine: both
-- Passkeys: second factors that a browser shows, beside the codes of an app. Any number an account.
CREATE TABLE passkey (
  credential BYTEA PRIMARY KEY CHECK (length(credential) BETWEEN 16 AND 1023),
  account_id UUID NOT NULL REFERENCES account (id),
  name TEXT NOT NULL CHECK (name <> ''),
  algorithm BIGINT NOT NULL CHECK (algorithm IN (-7, -8, -257)),  -- COSE: ES256, EdDSA, RS256
  public_key BYTEA NOT NULL CHECK (length(public_key) BETWEEN 32 AND 600),
  counter BIGINT NOT NULL CHECK (counter >= 0),                   -- of the last signature; 0: the device does not count
  user_verified BIGINT NOT NULL CHECK (user_verified IN (0, 1)),  -- the device asked for its PIN or finger the last time
  made_at BIGINT NOT NULL,
  last_used BIGINT
);
CREATE INDEX passkey_of_account ON passkey (account_id, made_at);

-- What a passkey has to sign for this session, once: to sign in where a code is awaited, else to be added.
ALTER TABLE session ADD COLUMN challenge BYTEA CHECK (length(challenge) = 32);
ALTER TABLE session ADD COLUMN challenge_until BIGINT;
