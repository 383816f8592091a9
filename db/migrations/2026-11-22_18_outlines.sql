-- Where a municipality, a district or a settlement's ground ends, for maps. Reference data like the places themselves.
-- rings: points "longitude,latitude" with a blank between, rings with "|" between; what an odd number of rings goes
-- round is inside. WGS 84, five decimals (a metre).
CREATE TABLE outline (
  kind TEXT NOT NULL CHECK (kind IN ('district', 'municipality', 'settlement')),
  code TEXT NOT NULL,
  rings TEXT NOT NULL CHECK (rings <> ''),
  source TEXT NOT NULL,
  PRIMARY KEY (kind, code)
);

-- The map counts listed services by place, and shows those of one.
CREATE INDEX service_by_location ON service (listed, location_id, type);
CREATE INDEX location_by_settlement ON location (settlement);
