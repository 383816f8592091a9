-- The same services as a careful contractor would make them searchable in PostgreSQL: one flat table, a weighted
-- tsvector under GIN with Hunspell's Bulgarian dictionary (Debian gives it to PostgreSQL as bg_bg), trigrams for
-- misspelt names, PostGIS or earthdistance for nearness. Run with psql -v postgis=1 where PostGIS is there.
CREATE SCHEMA contractor;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TEXT SEARCH DICTIONARY contractor.bg (TEMPLATE = ispell, DictFile = bg_bg, AffFile = bg_bg);
CREATE TEXT SEARCH CONFIGURATION contractor.bulgarian (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION contractor.bulgarian ALTER MAPPING FOR word, hword, hword_part WITH contractor.bg, simple;

CREATE TABLE contractor.service AS
SELECT s.id, s.name, s.description, s.type, s.municipality, s.target_groups, c.status, s.confirmed_on,
  o.name AS organisation, e.name_bg AS settlement, m.name_bg AS municipality_name, l.latitude, l.longitude,
  setweight(to_tsvector('contractor.bulgarian', s.name), 'A')
    || setweight(to_tsvector('contractor.bulgarian', coalesce(e.name_bg, '') || ' ' || coalesce(m.name_bg, '')), 'B')
    || setweight(to_tsvector('contractor.bulgarian', o.name), 'C')
    || setweight(to_tsvector('contractor.bulgarian', s.description), 'D') AS words
FROM service s JOIN organisation o ON o.id = s.organisation_id LEFT JOIN location l ON l.id = s.location_id
  LEFT JOIN settlement e ON e.code = l.settlement LEFT JOIN municipality m ON m.code = s.municipality
  LEFT JOIN service_capacity c ON c.service_id = s.id
WHERE s.listed = 1;
ALTER TABLE contractor.service ADD PRIMARY KEY (id);
CREATE INDEX ON contractor.service USING gin (words);
CREATE INDEX ON contractor.service USING gin (name gin_trgm_ops);
CREATE INDEX ON contractor.service (type);
CREATE INDEX ON contractor.service (municipality);
\if :postgis
CREATE EXTENSION IF NOT EXISTS postgis;
ALTER TABLE contractor.service ADD COLUMN place geography(Point, 4326);
UPDATE contractor.service SET place = ST_MakePoint(longitude, latitude)::geography WHERE latitude IS NOT NULL;
CREATE INDEX ON contractor.service USING gist (place);
CREATE FUNCTION contractor.km(s contractor.service, lat float8, lon float8) RETURNS float8 LANGUAGE sql STABLE AS
  $$ SELECT ST_Distance(s.place, ST_MakePoint(lon, lat)::geography, false) / 1000 $$;
\else
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;
CREATE FUNCTION contractor.km(s contractor.service, lat float8, lon float8) RETURNS float8 LANGUAGE sql STABLE AS
  $$ SELECT point(s.longitude, s.latitude) <@> point(lon, lat) $$;
\endif

-- A page of results: the best twenty by rank and nearness, with how many there are; by trigrams when no word fits.
CREATE FUNCTION contractor.search(q text, lat float8, lon float8)
RETURNS TABLE (id uuid, name text, worth float8, total bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE asked tsquery := plainto_tsquery('contractor.bulgarian', q);
BEGIN
  RETURN QUERY SELECT s.id, s.name, ts_rank(s.words, asked) / (1 + contractor.km(s, lat, lon) / 50) AS worth,
      count(*) OVER () FROM contractor.service s WHERE s.words @@ asked ORDER BY 3 DESC LIMIT 20;
  IF NOT FOUND THEN
    RETURN QUERY SELECT s.id, s.name, CAST(word_similarity(q, s.name) AS float8), count(*) OVER ()
      FROM contractor.service s WHERE q <% s.name ORDER BY 3 DESC LIMIT 20;
  END IF;
END $$;
-- The counts beside them: kinds, municipalities, free places.
CREATE FUNCTION contractor.facets(q text) RETURNS TABLE (facet text, code text, n bigint) LANGUAGE sql STABLE AS $$
  WITH found AS MATERIALIZED (
    SELECT type, municipality, status FROM contractor.service
    WHERE words @@ plainto_tsquery('contractor.bulgarian', q))
  SELECT 'type', type, count(*) FROM found GROUP BY type
  UNION ALL SELECT 'municipality', municipality, count(*) FROM found GROUP BY municipality
  UNION ALL SELECT 'status', status, count(*) FROM found GROUP BY status
$$;
CREATE FUNCTION contractor.suggest(typed text) RETURNS TABLE (name text, n bigint) LANGUAGE sql STABLE AS $$
  SELECT name, count(*) FROM contractor.service WHERE name ILIKE '%' || typed || '%' GROUP BY name ORDER BY 2 DESC LIMIT 8
$$;
CREATE TABLE contractor.query (n int PRIMARY KEY, q text);
CREATE TABLE contractor.typed (n int PRIMARY KEY, q text);
