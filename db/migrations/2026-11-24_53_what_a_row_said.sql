-- engine: both
-- A table's report says what stood in a refused cell, and of a row that was taken which other source says something else.

ALTER TABLE indicator_import_fault ADD COLUMN said TEXT NOT NULL DEFAULT '';
