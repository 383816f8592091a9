-- Somebody moves to another municipality: one side offers, the other takes over or declines.

CREATE TABLE person_transfer (
  municipality TEXT NOT NULL,               -- where she moves from
  id UUID NOT NULL,
  number TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  person_id UUID NOT NULL,
  to_municipality TEXT NOT NULL CHECK (to_municipality <> municipality),
  state TEXT NOT NULL CHECK (state IN ('offered', 'received', 'declined', 'withdrawn', 'expired')),
  moves_on TEXT NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('consent', 'legal_duty')),
  consent_how TEXT NOT NULL CHECK (consent_how IN ('', 'written', 'oral_recorded', 'representative')),
  note TEXT NOT NULL,                       -- the summary that goes over, in the sender's words
  named_account UUID,                       -- there, for a shielded file: the one who may know
  offered_by UUID NOT NULL,
  offered_at BIGINT NOT NULL,
  answer_due_on TEXT NOT NULL,
  ended_by UUID,
  ended_at BIGINT,
  reason TEXT NOT NULL DEFAULT '',
  new_person_id UUID,                       -- in to_municipality
  PRIMARY KEY (municipality, id),
  UNIQUE (municipality, number),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  CHECK ((ground = 'consent') = (consent_how <> '')),
  CHECK ((state = 'offered') = (ended_at IS NULL)),
  CHECK ((state = 'received') = (new_person_id IS NOT NULL)),
  CHECK (state <> 'declined' OR reason <> '')
);
CREATE UNIQUE INDEX person_transfer_one ON person_transfer (municipality, person_id) WHERE state = 'offered';
CREATE INDEX person_transfer_addressed ON person_transfer (to_municipality, offered_at, id);
CREATE INDEX person_transfer_by_id ON person_transfer (id);
CREATE INDEX person_transfer_sent ON person_transfer (municipality, offered_at, id);
CREATE INDEX person_transfer_due ON person_transfer (answer_due_on) WHERE state = 'offered';

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'transfer.answer', '2026-01-01', NULL, 7, 'наше правило: приемащата община отговаря до 7 дни', 'D');
