-- What anybody says of an entry that is wrong, or of a service that is missing. Nothing about who says it is asked or
-- kept. service_id is NULL for a suggestion; name, provider and contact are empty for a mistake.
CREATE TABLE entry_report (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mistake', 'suggestion')),
  service_id UUID REFERENCES service (id),
  what TEXT NOT NULL,
  words TEXT NOT NULL,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  contact TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  sent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'in_hand', 'mended', 'declined')),
  handled_by UUID,
  handled_at BIGINT,
  answer TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  CHECK ((kind = 'mistake') = (service_id IS NOT NULL)),
  CHECK ((state = 'open') = (handled_by IS NULL))
);
CREATE INDEX entry_report_by_state ON entry_report (municipality, state, due_on, id);
CREATE INDEX entry_report_by_day ON entry_report (municipality, sent_on, kind, service_id);

-- One reminder an entry and period: confirmed_on is when the period began, empty where nobody ever confirmed.
CREATE TABLE entry_reminder (
  municipality TEXT NOT NULL,
  service_id UUID NOT NULL REFERENCES service (id),
  confirmed_on TEXT NOT NULL,
  reminded_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, service_id, confirmed_on)
);

INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) VALUES
  ('', 'entry.report', '2020-07-01', 5, 'решение на проекта: сигнал за грешка в описание на услуга', 'D');
