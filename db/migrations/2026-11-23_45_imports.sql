-- People come from a table. The file is sealed and stays a day at most; rows are told by their number, without words.

CREATE TABLE people_import (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'done', 'undoing', 'undone')),
  file_id UUID,                             -- the table; after the end the rows that were left out
  mapping TEXT NOT NULL,                    -- a field for each column, between commas
  alike TEXT NOT NULL CHECK (alike IN ('leave', 'new')),
  as_new TEXT NOT NULL DEFAULT '',          -- rows that are new people though alike, between commas
  row_count BIGINT NOT NULL CHECK (row_count BETWEEN 1 AND 5000),
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  erase_at BIGINT NOT NULL,                 -- of the file
  undo_until_on TEXT,
  PRIMARY KEY (municipality, id),
  CHECK ((undo_until_on IS NULL) = (state IN ('draft', 'running')))
);
CREATE INDEX people_import_by_time ON people_import (municipality, made_at);
CREATE INDEX people_import_to_erase ON people_import (erase_at) WHERE file_id IS NOT NULL;

CREATE TABLE people_import_row (
  municipality TEXT NOT NULL,
  import_id UUID NOT NULL,
  row_number BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('registered', 'left_out', 'undone', 'touched')),
  reason TEXT NOT NULL,                     -- name of the refusal
  field TEXT NOT NULL,
  person_id UUID,
  person_version BIGINT NOT NULL,           -- as it was registered
  PRIMARY KEY (municipality, import_id, row_number),
  FOREIGN KEY (municipality, import_id) REFERENCES people_import (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id)
);
CREATE INDEX people_import_row_by_person ON people_import_row (municipality, person_id) WHERE person_id IS NOT NULL;

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'people.import_undo', '2020-07-01', 7, 'решение на проекта: внасяне от таблица се връща обратно до 7 дни', 'D');
