-- engine: both
-- The centre that carries out a measure of the commission gives its report itself.

-- Null: the secretary typed it.
ALTER TABLE commission_report ADD COLUMN organisation_id UUID REFERENCES organisation (id);
ALTER TABLE commission_report ADD COLUMN account_id UUID;
ALTER TABLE commission_measure ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version >= 1);

CREATE INDEX commission_case_of_referral ON commission_case (municipality, referral_id) WHERE referral_id IS NOT NULL;
