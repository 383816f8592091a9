-- engine: both
-- What was reached, half-year by half-year, of each indicator of a plan in force.

CREATE TABLE zone_actual (
  municipality TEXT NOT NULL,
  plan_id UUID NOT NULL,
  measure_id UUID NOT NULL,
  place BIGINT NOT NULL,                    -- of the indicator in its measure
  half BIGINT NOT NULL,                     -- year × 2, and 1 more for the second half
  value_thousandths BIGINT NOT NULL,
  comment TEXT NOT NULL,
  action TEXT NOT NULL,                     -- what is done about it, where it is behind
  entered_by UUID NOT NULL REFERENCES account (id),
  entered_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, plan_id, measure_id, place, half),
  FOREIGN KEY (municipality, plan_id, measure_id, place) REFERENCES zone_measure_indicator (municipality, plan_id, measure_id, place)
);
