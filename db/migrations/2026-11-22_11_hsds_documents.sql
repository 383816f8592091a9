-- What HSDS knows of every organisation, service, place, pair of both, taxonomy and term: one JSON document each, as it
-- came or as our columns say it, with the fields nobody here knows. The kinds are the names of HSDS's tables; a row
-- that belongs to nothing here is kept under the name of its own table. listed = 1: the public may see it.
CREATE TABLE hsds_document (
  kind TEXT NOT NULL,
  id UUID NOT NULL,
  organisation_id UUID,
  service_id UUID,
  location_id UUID,
  taxonomy_id UUID,
  parent_id UUID,
  listed BIGINT NOT NULL CHECK (listed IN (0, 1)),
  modified_at BIGINT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  postcode TEXT,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
-- Lists walk this alone: which, since when, whose.
CREATE INDEX hsds_document_listed ON hsds_document (kind, listed, id, modified_at, organisation_id);
CREATE INDEX hsds_document_by_organisation ON hsds_document (organisation_id, kind, id) WHERE organisation_id IS NOT NULL;
CREATE INDEX hsds_document_by_service ON hsds_document (service_id, kind, id) WHERE service_id IS NOT NULL;
CREATE INDEX hsds_document_by_location ON hsds_document (location_id, kind, id) WHERE location_id IS NOT NULL;
CREATE INDEX hsds_document_by_taxonomy ON hsds_document (taxonomy_id, kind, id) WHERE taxonomy_id IS NOT NULL;
CREATE INDEX hsds_document_by_latitude ON hsds_document (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX hsds_document_by_postcode ON hsds_document (postcode) WHERE postcode IS NOT NULL;

-- Which terms a document is marked with.
CREATE TABLE hsds_document_term (
  kind TEXT NOT NULL,
  document_id UUID NOT NULL,
  term_id UUID NOT NULL,
  taxonomy_id UUID,
  PRIMARY KEY (kind, document_id, term_id)
);
CREATE INDEX hsds_document_term_by_term ON hsds_document_term (term_id, kind, document_id);
CREATE INDEX hsds_document_term_by_taxonomy ON hsds_document_term (taxonomy_id, kind, document_id);

-- Kept whole in the documents now.
DROP TABLE schedule;
DROP TABLE cost_option;
DROP TABLE service_attribute;
