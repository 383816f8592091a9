-- Links by which a receiver without an account answers a referral. Only a keyed hash of the link is kept; it works once.
CREATE TABLE answer_link (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  referral_id UUID NOT NULL,
  token_hash BYTEA NOT NULL CHECK (length(token_hash) = 32),
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'outcome')),
  state TEXT NOT NULL CHECK (state IN ('open', 'used', 'withdrawn')),
  expires_on TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  opened_by TEXT NOT NULL DEFAULT '',
  opened_at BIGINT,
  closed_at BIGINT,
  CHECK ((state = 'open') = (closed_at IS NULL)),
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, token_hash),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);
-- Of one referral one link works at a time.
CREATE UNIQUE INDEX answer_link_open ON answer_link (municipality, referral_id) WHERE state = 'open';

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'answer_link.valid', '2026-01-01', NULL, 8, 'решение на проекта по примера на DORA: колко важи връзка за отговор', 'D');
