-- Where a place came from: an import touches none of ours, and a place of ours goes when the last service leaves it.
CREATE INDEX service_of_location ON service (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX location_hidden ON location (organisation_id) WHERE visibility <> 'public';
ALTER TABLE location ADD COLUMN source TEXT NOT NULL DEFAULT 'own' CHECK (source IN ('own', 'hsds'));
UPDATE location SET source = 'hsds'
  WHERE NOT EXISTS (SELECT 1 FROM service s WHERE s.location_id = location.id AND s.source = 'own')
    AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = location.organisation_id AND o.source = 'own');
