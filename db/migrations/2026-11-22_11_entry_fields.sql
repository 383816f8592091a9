-- What a person asks of an entry beside its name and telephone, and the fields of the Bulgarian profile of HSDS. Words
-- where words are what we have; codes (access_class …) from the lists in directory.h, empty while nobody has said.
ALTER TABLE service ADD COLUMN modified_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE service ADD COLUMN alternate_name TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN eligibility TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN application_process TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN alert TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN languages TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN update_months BIGINT NOT NULL DEFAULT 6 CHECK (update_months BETWEEN 1 AND 60);
ALTER TABLE service ADD COLUMN access_class TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN environment TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN duration_class TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN planning_level TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN funding TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN licence_no TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN licence_valid_to TEXT;
ALTER TABLE service ADD COLUMN legal_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN substitute_places BIGINT NOT NULL DEFAULT 0 CHECK (substitute_places >= 0);
CREATE INDEX service_by_change ON service (listed, modified_at, id);

ALTER TABLE organisation ADD COLUMN modified_at BIGINT NOT NULL DEFAULT 0;
