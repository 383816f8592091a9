-- engine: both
-- Working tables on a plan: the day, the topic, who sat there by kind of participant, and the minutes. Anybody reads them.

CREATE TABLE zone_working_table (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  held_on TEXT NOT NULL,
  topic TEXT NOT NULL,
  minutes TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES account (id),
  written_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, number),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_working_table_present (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  number BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'user', 'organisation', 'provider', 'institution', 'other')),
  people BIGINT NOT NULL CHECK (people >= 1),
  PRIMARY KEY (municipality, plan_id, number, kind),
  FOREIGN KEY (municipality, plan_id, number) REFERENCES zone_working_table (municipality, plan_id, number)
);
