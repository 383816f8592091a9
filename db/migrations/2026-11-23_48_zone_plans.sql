-- engine: both
-- The plan of several municipalities. One office keeps it; each of the others reads it through its membership.

CREATE TABLE zone_plan (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  first_year BIGINT NOT NULL CHECK (first_year BETWEEN 2000 AND 2100),
  last_year BIGINT NOT NULL CHECK (last_year BETWEEN first_year AND first_year + 6),
  frame TEXT NOT NULL CHECK (frame IN ('bg', 'it')),
  state TEXT NOT NULL CHECK (state IN ('scoping', 'profile', 'drafting', 'consultation', 'revised', 'adopted_by_assembly', 'approved_by_councils', 'signed', 'in_force', 'mid_term_review', 'closed_report', 'archived')),
  opened_by UUID NOT NULL REFERENCES account (id),
  opened_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, id)
);

CREATE TABLE zone_plan_member (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  member TEXT NOT NULL REFERENCES municipality (code),
  PRIMARY KEY (municipality, plan_id, member),
  FOREIGN KEY (municipality, plan_id) REFERENCES zone_plan (municipality, id)
);
CREATE INDEX zone_plan_member_reads ON zone_plan_member (member, plan_id);
