-- Places everybody else refers to. Reference data: the same rows for every municipality, no personal data.

CREATE TABLE district (
  code TEXT PRIMARY KEY,
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL
);

CREATE TABLE municipality (
  code TEXT PRIMARY KEY,
  district TEXT NOT NULL REFERENCES district (code),
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  seat TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  population BIGINT NOT NULL CHECK (population >= 0)
);

-- The seat of a municipality is a settlement, and a settlement lies in a municipality: only the second is a foreign key.
CREATE TABLE settlement (
  code TEXT PRIMARY KEY CHECK (length(code) = 5),
  municipality TEXT NOT NULL REFERENCES municipality (code),
  kind TEXT NOT NULL,
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  population BIGINT NOT NULL CHECK (population >= 0)
);
CREATE INDEX settlement_by_municipality ON settlement (municipality, name_bg);

-- Quarters and neighbourhoods that EKATTE does not know.
CREATE TABLE locality (
  id UUID PRIMARY KEY,
  settlement TEXT NOT NULL REFERENCES settlement (code),
  name_bg TEXT NOT NULL,
  name_latin TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION
);
CREATE INDEX locality_by_settlement ON locality (settlement);

CREATE TABLE zone (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('planning', 'province', 'catchment')),
  name_bg TEXT NOT NULL,
  name_it TEXT NOT NULL,
  name_en TEXT NOT NULL
);

-- Zones may overlap and cross districts; valid_to is the last day, empty while it lasts.
CREATE TABLE zone_member (
  zone_id UUID NOT NULL REFERENCES zone (id),
  municipality TEXT NOT NULL REFERENCES municipality (code),
  valid_from TEXT NOT NULL,
  valid_to TEXT CHECK (valid_to >= valid_from),
  PRIMARY KEY (zone_id, municipality, valid_from)
);
CREATE INDEX zone_member_by_municipality ON zone_member (municipality, valid_from);

-- Measured by road; where there is no row the estimate of territory.h is used and says so.
CREATE TABLE travel_minutes (
  from_settlement TEXT NOT NULL REFERENCES settlement (code),
  to_settlement TEXT NOT NULL REFERENCES settlement (code),
  minutes BIGINT NOT NULL CHECK (minutes >= 0),
  km DOUBLE PRECISION NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (from_settlement, to_settlement)
);
