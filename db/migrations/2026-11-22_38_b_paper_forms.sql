-- Forms printed before a day without power; what was written on them is entered later, once, with its true day.

CREATE TABLE paper_form (
  municipality TEXT NOT NULL,
  serial TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contact', 'application', 'referral', 'crisis')),
  printed_at BIGINT NOT NULL,
  printed_by UUID NOT NULL,
  entered_at BIGINT,
  entered_by UUID,
  occurred_on TEXT,                         -- as the paper says
  recorded_on TEXT,
  became TEXT NOT NULL DEFAULT '' CHECK (became IN ('', 'application', 'other', 'spoiled')),
  record TEXT NOT NULL DEFAULT '',          -- number of what it became
  PRIMARY KEY (municipality, serial),
  CHECK ((entered_at IS NULL) = (became = '')),
  CHECK ((entered_at IS NULL) = (recorded_on IS NULL)),
  CHECK (occurred_on IS NULL OR occurred_on <= recorded_on),
  CHECK (became IN ('', 'spoiled') OR occurred_on IS NOT NULL)
);
CREATE INDEX paper_form_out ON paper_form (municipality, printed_at, serial) WHERE entered_at IS NULL;

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'paper.entry', '2026-01-01', NULL, 30, 'наше правило: записаното на хартия се въвежда до 30 дни', 'D');
