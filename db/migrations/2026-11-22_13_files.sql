-- Files with their bytes (src/platform/files). personal: name and bytes are sealed; size_bytes is that of the file itself.
-- On SQLite this table has a rowid: without one a row lies in the tree of its key, and looking for a neighbour would
-- read ten mebibytes of what stands in the way.
CREATE TABLE stored_file (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes BIGINT NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
  personal BIGINT NOT NULL CHECK (personal IN (0, 1)),
  stored_at BIGINT NOT NULL,
  name BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (municipality, id)
-- engine: sqlite
) STRICT;
-- engine: postgresql
);
-- Sealed bytes and pictures do not get smaller.
ALTER TABLE stored_file ALTER COLUMN bytes SET STORAGE EXTERNAL;
-- engine: both
