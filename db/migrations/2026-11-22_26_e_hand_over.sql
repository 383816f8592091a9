-- A colleague leaves: what went to whom. Numbers only, shielded files are neither moved nor counted.
CREATE TABLE hand_over (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  from_account UUID NOT NULL,
  to_account UUID NOT NULL,
  by_account UUID NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  CHECK (from_account <> to_account)
);
CREATE INDEX hand_over_by_time ON hand_over (municipality, at);
CREATE TABLE hand_over_count (
  municipality TEXT NOT NULL,
  hand_over_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('files', 'cases', 'applications', 'referrals')),
  moved BIGINT NOT NULL CHECK (moved >= 0),
  stayed BIGINT NOT NULL CHECK (stayed >= 0),
  PRIMARY KEY (municipality, hand_over_id, kind),
  FOREIGN KEY (municipality, hand_over_id) REFERENCES hand_over (municipality, id)
);
CREATE INDEX referral_open_sent_by ON referral (municipality, sent_by) WHERE stage <> 'closed';
CREATE INDEX application_open_opened_by ON application (municipality, opened_by) WHERE state <> 'closed';
CREATE INDEX person_team_of_account ON person_team (municipality, account_id) WHERE until_on IS NULL;
