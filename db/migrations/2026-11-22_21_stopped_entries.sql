-- Why an entry is suspended or closed, and what to do instead, in words for everybody. suspended_until and replaced_by of
-- 2026-11-22_15_a_seen go with them. A published row with such words is a suspended entry that people still find; state
-- 'suspended' is one they do not, as imports leave them.
ALTER TABLE service ADD COLUMN stopped_words TEXT NOT NULL DEFAULT '';
