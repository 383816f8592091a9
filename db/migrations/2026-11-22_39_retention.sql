-- How long what is told of people is kept, what is due to be erased, who held it back, and what was erased.

-- Years after an event, by class of record. Dated: a new rule is a new row.
CREATE TABLE retention_rule (
  municipality TEXT NOT NULL,               -- empty: everywhere
  class TEXT NOT NULL CHECK (class IN ('file', 'application', 'referral', 'place', 'case_file', 'crisis', 'request',
    'emergency', 'childhood')),
  from_on TEXT NOT NULL,
  until_on TEXT,
  years BIGINT NOT NULL CHECK (years BETWEEN 0 AND 120),
  event TEXT NOT NULL CHECK (event IN ('last_change', 'closing', 'majority')),
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (municipality, class, from_on)
);
INSERT INTO retention_rule (municipality, class, from_on, years, event, basis, mark) VALUES
  ('', 'file', '2020-07-01', 2, 'last_change', 'Решение на проекта: досие, по което няма нищо друго', 'D'),
  ('', 'application', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след края, до номенклатурата на делата на общината', 'D'),
  ('', 'referral', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след края, до номенклатурата на делата на общината', 'D'),
  ('', 'place', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след края на престоя или чакането', 'D'),
  ('', 'case_file', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след приключване на случая, до номенклатурата на делата на общината', 'D'),
  ('', 'crisis', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след края на закрилата', 'D'),
  ('', 'request', '2020-07-01', 5, 'closing', 'Решение на проекта: пет години след отговора, общата давност', 'K'),
  ('', 'emergency', '2020-07-01', 5, 'last_change', 'Решение на проекта: спешно отваряне и прегледът му', 'D'),
  ('', 'childhood', '2020-07-01', 5, 'majority', 'Решение на проекта: досие на дете, пет години след пълнолетието', 'D');

-- A file whose time is over, or whose erasure was asked for. Read only by a join with person.
CREATE TABLE retention_item (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('clock', 'request')),
  request_id UUID,
  class TEXT NOT NULL,                      -- whose clock ended last
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'held')),
  hold_reason TEXT NOT NULL DEFAULT '' CHECK (hold_reason IN ('', 'court', 'complaint', 'open_case', 'other')),
  hold_words TEXT NOT NULL DEFAULT '',
  found_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((state = 'held') = (hold_reason <> '')),
  CHECK ((cause = 'request') = (request_id IS NOT NULL))
);
CREATE UNIQUE INDEX retention_item_once ON retention_item (municipality, person_id);
CREATE INDEX retention_item_by_due ON retention_item (municipality, due_on, id);

CREATE TABLE retention_event (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,                          -- null: the clock
  verb TEXT NOT NULL CHECK (verb IN ('found', 'asked', 'hold', 'release')),
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (municipality, item_id, seq),
  FOREIGN KEY (municipality, item_id) REFERENCES retention_item (municipality, id)
);

-- What was erased: the id and nothing that says who it was. Kept beside the database too, for old backups.
CREATE TABLE erasure (
  municipality TEXT NOT NULL,
  person_id UUID NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('clock', 'request', 'restored')),
  request_number TEXT NOT NULL,
  class TEXT NOT NULL,
  approved_by UUID,                         -- null: erased again after a restore
  erased_on TEXT NOT NULL,
  erased_rows BIGINT NOT NULL CHECK (erased_rows >= 1),
  PRIMARY KEY (municipality, person_id),
  CHECK ((cause = 'restored') = (approved_by IS NULL))
);
CREATE INDEX erasure_by_day ON erasure (municipality, erased_on);

-- What statistics keep of the erased. settlement: empty where it is small or the file was guarded.
CREATE TABLE erased_count (
  municipality TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  settlement TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'application', 'referral', 'case_file', 'stay')),
  code TEXT NOT NULL,                       -- need, type of service or of case
  times BIGINT NOT NULL CHECK (times >= 1),
  PRIMARY KEY (municipality, month, settlement, kind, code)
);

-- GDPR 18: kept, not used. One row a restriction; lifted_at ends it.
CREATE TABLE person_restriction (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claims', 'objection')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  restricted_by UUID NOT NULL,
  restricted_at BIGINT NOT NULL,
  lifted_by UUID,
  lifted_at BIGINT,
  lifting_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((lifted_at IS NULL) = (lifting_reason = '')),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX person_restriction_once ON person_restriction (municipality, person_id) WHERE lifted_at IS NULL;
CREATE INDEX person_restriction_by_person ON person_restriction (municipality, person_id, restricted_at);
