-- The copy of a file that somebody asks for (GDPR 15): its lines wait for a person's eyes, who blackens what is about
-- others; what is released stands in two files, and the lines are gone.

CREATE TABLE subject_copy (
  municipality TEXT NOT NULL,
  request_id UUID NOT NULL,
  prepared_at BIGINT NOT NULL,
  prepared_by UUID NOT NULL,
  released_at BIGINT,
  released_by UUID,
  paper_id UUID,
  machine_id UUID,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, request_id),
  FOREIGN KEY (municipality, request_id) REFERENCES subject_request (municipality, id),
  FOREIGN KEY (municipality, paper_id) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, machine_id) REFERENCES stored_file (municipality, id),
  CHECK ((released_at IS NULL) = (paper_id IS NULL)),
  CHECK ((released_at IS NULL) = (machine_id IS NULL)),
  CHECK ((released_at IS NULL) = (released_by IS NULL))
);

CREATE TABLE subject_copy_line (
  municipality TEXT NOT NULL,
  request_id UUID NOT NULL,
  position BIGINT NOT NULL,
  section TEXT NOT NULL,
  words BYTEA NOT NULL,                     -- sealed: what it is, and the words
  parts BYTEA NOT NULL,                     -- sealed: the words to blacken, one to a line; before a choice: proposed
  choice TEXT NOT NULL CHECK (choice IN ('open', 'keep', 'parts', 'all')),
  ground TEXT NOT NULL CHECK (ground IN ('', 'third_party', 'protection', 'other_law')),
  decided_by UUID,
  decided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, request_id, position),
  FOREIGN KEY (municipality, request_id) REFERENCES subject_copy (municipality, request_id),
  CHECK ((choice IN ('parts', 'all')) = (ground <> '')),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);
