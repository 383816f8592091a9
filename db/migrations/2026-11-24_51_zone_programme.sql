-- engine: both
-- What a zone's plan says: its text by the seven points of L. 328/2000 art. 19, objectives, measures with places, costs,
-- money and indicators. No personal data: an owner is a post, never a person.

CREATE TABLE zone_plan_text (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  point TEXT NOT NULL CHECK (point IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')),
  body TEXT NOT NULL,
  PRIMARY KEY (municipality, plan_id, point),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_objective (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  place BIGINT NOT NULL,                    -- in the plan's order
  name TEXT NOT NULL,
  need TEXT NOT NULL,                       -- what shows that it is needed, as services and statistics see it
  need_of_community TEXT NOT NULL,          -- the same as people and their organisations see it
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

CREATE TABLE zone_measure (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  objective_id UUID NOT NULL,
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  target_group TEXT NOT NULL,
  lead TEXT NOT NULL REFERENCES municipality (code),
  owner TEXT NOT NULL,                      -- a post that answers for it
  partners TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  share_key TEXT NOT NULL CHECK (share_key IN ('population', 'use', 'equal')),
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id, objective_id) REFERENCES zone_objective (municipality, plan_id, id)
);
CREATE INDEX zone_measure_of_objective ON zone_measure (municipality, plan_id, objective_id);

CREATE TABLE zone_measure_places (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  member TEXT NOT NULL REFERENCES municipality (code),
  year BIGINT NOT NULL,
  places BIGINT NOT NULL CHECK (places > 0),
  PRIMARY KEY (municipality, plan_id, measure_id, member, year),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

-- 'cost' is what the measure takes in that year; the others are who pays for it, and make up the cost.
CREATE TABLE zone_measure_money (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  line TEXT NOT NULL CHECK (line IN ('cost', 'state', 'municipal', 'project', 'fee', 'neighbour')),
  year BIGINT NOT NULL,
  cents BIGINT NOT NULL CHECK (cents > 0),  -- EUR
  PRIMARY KEY (municipality, plan_id, measure_id, line, year),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

CREATE TABLE zone_measure_indicator (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  baseline_thousandths BIGINT NOT NULL,
  target_thousandths BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, measure_id, place),
  FOREIGN KEY (municipality, plan_id, measure_id) REFERENCES zone_measure (municipality, plan_id, id)
);

-- How the plan went from state to state.
CREATE TABLE zone_plan_step (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  state TEXT NOT NULL,                      -- the one it came into
  day TEXT NOT NULL,                        -- of the meeting or the signature
  number TEXT NOT NULL,                     -- of its minutes or its agreement; '' where there is none
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, seq),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);

-- What a council decided on the plan that the assembly of mayors adopted, and what it gives a year.
CREATE TABLE zone_council_decision (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL,
  joins BIGINT NOT NULL CHECK (joins IN (0, 1)),
  number TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, member),
  FOREIGN KEY (municipality, plan_id, member) REFERENCES zone_plan_member (municipality, plan_id, member)
);

CREATE TABLE zone_council_money (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL,
  year BIGINT NOT NULL,
  cents BIGINT NOT NULL CHECK (cents >= 0), -- EUR
  PRIMARY KEY (municipality, plan_id, member, year),
  FOREIGN KEY (municipality, plan_id, member) REFERENCES zone_council_decision (municipality, plan_id, member)
);

-- From anybody, while the plan is open to comments. No name and no address is asked for; it is shown after somebody
-- read it, with its answer.
CREATE TABLE zone_comment (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'user', 'organisation', 'provider', 'institution', 'other')),
  measure_id UUID,                          -- what it is about; NULL: the whole plan
  body TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  shown BIGINT NOT NULL CHECK (shown IN (0, 1)),
  answer TEXT NOT NULL,                     -- '': not yet
  changed BIGINT NOT NULL CHECK (changed IN (0, 1)),
  answered_by UUID REFERENCES account (id),
  answered_at BIGINT,
  PRIMARY KEY (municipality, plan_id, id),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id),
  CHECK ((answered_at IS NULL) = (answer = ''))
);
CREATE INDEX zone_comment_by_time ON zone_comment (municipality, plan_id, received_at);

ALTER TABLE zone_plan ADD COLUMN comments_from TEXT;
ALTER TABLE zone_plan ADD COLUMN comments_until TEXT;
CREATE UNIQUE INDEX zone_plan_by_id ON zone_plan (id);
CREATE INDEX zone_plan_open_to_comments ON zone_plan (state, comments_until);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'zone_plan.comments', '2021-04-09', 30, 'Наредба за планирането на социалните услуги: обществено обсъждане 30 дни, по страници на общини; член не е проверен', 'S');
