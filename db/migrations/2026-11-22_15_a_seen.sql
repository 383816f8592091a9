-- How often an entry was found, opened, printed and asked for: sums a day, nothing about who. Reference data like the
-- entry itself, therefore without a municipality in its key.
CREATE TABLE service_seen (
  service_id UUID NOT NULL REFERENCES service (id),
  seen_on TEXT NOT NULL,
  found BIGINT NOT NULL CHECK (found >= 0),
  opened BIGINT NOT NULL CHECK (opened >= 0),
  printed BIGINT NOT NULL CHECK (printed >= 0),
  asked BIGINT NOT NULL CHECK (asked >= 0),
  PRIMARY KEY (service_id, seen_on)
);
