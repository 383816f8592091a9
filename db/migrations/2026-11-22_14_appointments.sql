-- Appointments at the desk, what reminds of them, and the queue of who walks in. src/appointments/README.md.

-- How a desk takes appointments: one row a municipality; a desk without one takes none.
CREATE TABLE desk_plan (
  municipality TEXT NOT NULL,
  slot_minutes BIGINT NOT NULL CHECK (slot_minutes BETWEEN 5 AND 120),
  counters BIGINT NOT NULL CHECK (counters BETWEEN 1 AND 20),
  notice_hours BIGINT NOT NULL CHECK (notice_hours BETWEEN 0 AND 168),
  days_ahead BIGINT NOT NULL CHECK (days_ahead BETWEEN 1 AND 90),
  online_per_day BIGINT NOT NULL CHECK (online_per_day BETWEEN 0 AND 500),
  place TEXT NOT NULL CHECK (length(place) <= 200),
  kiosk_hash BYTEA,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality)
);

-- Hours as written: "09:00-12:00, 13:00-17:00"; weekday 1 is Monday.
CREATE TABLE desk_weekday (
  municipality TEXT NOT NULL,
  weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  hours TEXT NOT NULL,
  PRIMARY KEY (municipality, weekday),
  FOREIGN KEY (municipality) REFERENCES desk_plan (municipality)
);

-- A day that is not like its weekday; empty hours: closed.
CREATE TABLE desk_special_day (
  municipality TEXT NOT NULL,
  special_on TEXT NOT NULL,
  hours TEXT NOT NULL,
  note TEXT NOT NULL CHECK (length(note) <= 200),
  PRIMARY KEY (municipality, special_on),
  FOREIGN KEY (municipality) REFERENCES desk_plan (municipality)
);

-- The contact is erased by a job (rule appointment.contact); the rest stays for counting.
CREATE TABLE appointment (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  number TEXT NOT NULL,
  secret_hash BYTEA,
  starts_on TEXT NOT NULL,
  minute BIGINT NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  minutes BIGINT NOT NULL CHECK (minutes BETWEEN 5 AND 120),
  starts_at BIGINT NOT NULL,
  counter BIGINT NOT NULL CHECK (counter >= 1),
  subject TEXT NOT NULL,
  service_id UUID REFERENCES service (id),
  application_id UUID,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  two_hours BIGINT NOT NULL CHECK (two_hours IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('unknown', 'seen', 'excused', 'revoked', 'noshow')),
  booked_by UUID,
  booked_at BIGINT NOT NULL,
  arrived_at BIGINT,
  erased_at BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);
CREATE UNIQUE INDEX appointment_number ON appointment (municipality, number);
CREATE INDEX appointment_by_day ON appointment (municipality, starts_on, minute, id);
CREATE INDEX appointment_by_phone ON appointment (municipality, phone) WHERE state = 'unknown' AND phone <> '';
CREATE INDEX appointment_by_email ON appointment (municipality, email) WHERE state = 'unknown' AND email <> '';
CREATE INDEX appointment_to_erase ON appointment (municipality, starts_on) WHERE erased_at IS NULL;

-- Five minutes of one counter belong to one appointment: the key itself keeps a time from being taken twice, also where
-- the length of the slots has changed meanwhile.
CREATE TABLE appointment_hold (
  municipality TEXT NOT NULL,
  held_on TEXT NOT NULL,
  minute BIGINT NOT NULL CHECK (minute BETWEEN 0 AND 1435 AND minute % 5 = 0),
  counter BIGINT NOT NULL CHECK (counter >= 1),
  appointment_id UUID NOT NULL,
  PRIMARY KEY (municipality, held_on, minute, counter),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);
CREATE INDEX appointment_hold_of ON appointment_hold (municipality, appointment_id);

CREATE TABLE appointment_event (
  municipality TEXT NOT NULL,
  appointment_id UUID NOT NULL,
  seq BIGINT NOT NULL CHECK (seq >= 1),
  at BIGINT NOT NULL,
  account_id UUID,
  step TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, appointment_id, seq),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);

-- One reminder of a kind for one beginning, by one way: the key keeps it from being made twice.
CREATE TABLE appointment_reminder (
  municipality TEXT NOT NULL,
  appointment_id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('day_before', 'two_hours', 'revoked', 'moved')),
  starts_at BIGINT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms')),
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'sent', 'failed', 'unsure', 'dropped')),
  message_id UUID,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, appointment_id, kind, starts_at, channel),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);
CREATE INDEX appointment_reminder_due ON appointment_reminder (due_at) WHERE state = 'waiting';
CREATE INDEX appointment_reminder_queued ON appointment_reminder (changed_at) WHERE state = 'queued';

-- How many bookings came without an account today: of one address, of one contact, of the whole desk. Keyed hashes.
CREATE TABLE booking_count (
  municipality TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  counted_on TEXT NOT NULL,
  made BIGINT NOT NULL,
  PRIMARY KEY (municipality, key_hash, counted_on)
);
CREATE INDEX booking_count_by_age ON booking_count (counted_on);

-- The queue: numbers begin at 1 each day.
CREATE TABLE queue_day (
  municipality TEXT NOT NULL,
  queue_on TEXT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (municipality, queue_on)
);

CREATE TABLE queue_ticket (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  queue_on TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  subject TEXT NOT NULL,
  appointment_id UUID,
  booked_at BIGINT,
  taken_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'done', 'noshow', 'closed')),
  counter BIGINT,
  called_at BIGINT,
  calls BIGINT NOT NULL DEFAULT 0,
  ended_at BIGINT,
  served_by UUID,
  version BIGINT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, appointment_id) REFERENCES appointment (municipality, id)
);
CREATE UNIQUE INDEX queue_ticket_number ON queue_ticket (municipality, queue_on, number);
CREATE UNIQUE INDEX queue_ticket_of_appointment ON queue_ticket (municipality, appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX queue_ticket_open ON queue_ticket (queue_on, municipality) WHERE state IN ('waiting', 'called');

-- Outgoing mail learns a second way, and messages that must never go twice: tried again only when it is certain that they
-- did not go, and not at all once they are no longer true.
ALTER TABLE message ADD COLUMN channel TEXT NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'sms'));
ALTER TABLE message ADD COLUMN never_twice BIGINT NOT NULL DEFAULT 0 CHECK (never_twice IN (0, 1));
ALTER TABLE message ADD COLUMN expires_at BIGINT;
ALTER TABLE message ADD COLUMN tried_at BIGINT;
ALTER TABLE message ADD COLUMN failed_at BIGINT;

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'appointment.contact', '2020-07-01', NULL, 14, 'решение на проекта: телефон и имейл се заличават след срещата', 'D');
