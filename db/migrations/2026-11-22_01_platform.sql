-- Tables of the platform itself: which migrations ran, the ledger, outgoing messages, used keys, dated rules.

CREATE TABLE schema_version (
  name TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  applied_at BIGINT NOT NULL
);

-- Who did what. Append-only; src/platform/ledger/README.md describes the format for those who verify elsewhere.
CREATE TABLE ledger (
  lane BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  municipality TEXT NOT NULL,
  subject UUID,
  account_id UUID,
  body TEXT NOT NULL,
  prev BYTEA NOT NULL CHECK (length(prev) = 32),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (lane, seq)
);
CREATE INDEX ledger_by_subject ON ledger (municipality, subject, at);
CREATE INDEX ledger_by_account ON ledger (account_id, at);

CREATE TABLE ledger_head (
  lane BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE ledger_checkpoint (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  signature BYTEA NOT NULL
);

-- Outgoing mail. The text is made when it is queued and wiped when it is sent; next_try_at is null when there is nothing
-- more to do: sent, or given up after ten tries.
CREATE TABLE message (
  id UUID PRIMARY KEY,
  queued_at BIGINT NOT NULL,
  to_address TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  tries BIGINT NOT NULL DEFAULT 0,
  next_try_at BIGINT,
  sent_at BIGINT
);
CREATE INDEX message_waiting ON message (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE TABLE done_once (
  account_id UUID NOT NULL,
  key_hash BYTEA NOT NULL,
  act TEXT NOT NULL,
  content_digest BYTEA NOT NULL,
  answer TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX done_once_by_age ON done_once (done_at);

-- Rows with an empty municipality hold everywhere; a municipality's own row goes before them.
CREATE TABLE deadline_rule (
  municipality TEXT NOT NULL,
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  days BIGINT NOT NULL CHECK (days BETWEEN 0 AND 36500),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, code, from_on)
);

-- engine: sqlite
INSERT INTO ledger_head (lane, seq, hash) VALUES (0, 0, zeroblob(32));
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger BEGIN SELECT CASE
  WHEN NEW.seq IS NOT (SELECT h.seq + 1 FROM ledger_head h WHERE h.lane = NEW.lane) THEN RAISE(ABORT, 'ledger gap')
  WHEN NEW.prev IS NOT (SELECT h.hash FROM ledger_head h WHERE h.lane = NEW.lane) THEN RAISE(ABORT, 'ledger chain') END;
END;
CREATE TRIGGER ledger_head_moves AFTER INSERT ON ledger BEGIN
  UPDATE ledger_head SET seq = NEW.seq, hash = NEW.hash WHERE lane = NEW.lane;
END;
CREATE TRIGGER ledger_head_true BEFORE UPDATE ON ledger_head BEGIN SELECT CASE
  WHEN NEW.lane IS NOT OLD.lane OR NEW.seq IS NOT OLD.seq + 1
    OR NEW.hash IS NOT (SELECT l.hash FROM ledger l WHERE l.lane = NEW.lane AND l.seq = NEW.seq)
  THEN RAISE(ABORT, 'ledger head') END;
END;
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head BEGIN SELECT RAISE(ABORT, 'ledger head'); END;
CREATE TRIGGER ledger_checkpoint_no_update BEFORE UPDATE ON ledger_checkpoint BEGIN
  SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_checkpoint_no_delete BEFORE DELETE ON ledger_checkpoint BEGIN
  SELECT RAISE(ABORT, 'ledger is append-only'); END;

-- engine: postgresql
INSERT INTO ledger_head (lane, seq, hash) SELECT lane, 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, 31) lane;
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger is append-only'; END $$;
CREATE FUNCTION ledger_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head ledger_head%ROWTYPE;
BEGIN
  SELECT * INTO head FROM ledger_head h WHERE h.lane = NEW.lane FOR UPDATE;
  IF NOT FOUND OR NEW.seq <> head.seq + 1 THEN RAISE EXCEPTION 'ledger gap'; END IF;
  IF NEW.prev <> head.hash THEN RAISE EXCEPTION 'ledger chain'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger_move_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_head SET seq = NEW.seq, hash = NEW.hash WHERE lane = NEW.lane;
  RETURN NULL;
END $$;
CREATE FUNCTION ledger_head_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.lane <> OLD.lane OR NEW.seq <> OLD.seq + 1
     OR NOT EXISTS (SELECT 1 FROM ledger l WHERE l.lane = NEW.lane AND l.seq = NEW.seq AND l.hash = NEW.hash) THEN
    RAISE EXCEPTION 'ledger head';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_chain();
CREATE TRIGGER ledger_head_moves AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_move_head();
CREATE TRIGGER ledger_head_true BEFORE UPDATE ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_head_check();
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_checkpoint_no_change BEFORE UPDATE OR DELETE ON ledger_checkpoint
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
