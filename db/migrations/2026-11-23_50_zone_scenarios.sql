-- engine: both
-- Proposals of the planner that somebody kept under a name: what was asked, and what it said on that day.

CREATE TABLE zone_scenario (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  more BIGINT NOT NULL CHECK (more >= 1),
  minutes BIGINT NOT NULL CHECK (minutes >= 1),
  opened TEXT NOT NULL,                     -- EKATTE codes, comma between them
  people BIGINT NOT NULL,
  before_people BIGINT NOT NULL,            -- reached on that day
  reached BIGINT NOT NULL CHECK (reached BETWEEN before_people AND people),
  ceiling BIGINT NOT NULL CHECK (ceiling >= reached),
  kept_by UUID NOT NULL REFERENCES account (id),
  kept_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);
