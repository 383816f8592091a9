-- engine: both
-- Scenarios that somebody kept under a name, as they were on that day: the planner's proposals, and places put by hand.

CREATE TABLE zone_scenario (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  more BIGINT NOT NULL CHECK (more >= 0),   -- 0: by hand
  minutes BIGINT NOT NULL CHECK (minutes >= 1),
  opened TEXT NOT NULL,                     -- of a proposal: EKATTE codes, comma between them
  places TEXT NOT NULL,                     -- by hand: EKATTE code, colon, places; comma between them
  place_cents BIGINT NOT NULL CHECK (place_cents >= 0),  -- by hand: of a place in a year; 0 is not said
  share_key TEXT NOT NULL,                  -- by hand
  people BIGINT NOT NULL,
  before_people BIGINT NOT NULL,            -- reached on that day
  reached BIGINT NOT NULL CHECK (reached BETWEEN 0 AND people),
  ceiling BIGINT CHECK (ceiling >= reached),  -- of a proposal
  kept_by UUID NOT NULL REFERENCES account (id),
  kept_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);
