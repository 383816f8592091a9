-- engine: both
-- An invitation to a case is for a post in one house: who moves to another provider leaves the case behind.

-- Rows from before: empty and null, not checked. The nil organisation stands for the municipality itself.
ALTER TABLE case_partner ADD COLUMN from_municipality TEXT NOT NULL DEFAULT '';
ALTER TABLE case_partner ADD COLUMN from_organisation UUID;
