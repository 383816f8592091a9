-- engine: both
-- What a zone knows of itself: figures of official sources, by area, age, sex and year. No personal data.

-- A list with dates, never a constant: the starter set is the project's own proposal, not law.
CREATE TABLE indicator (
  code TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT CHECK (until_on >= from_on),
  unit TEXT NOT NULL CHECK (unit IN ('people', 'number', 'per_100', 'per_1000', 'per_5000', 'percent', 'minutes', 'days', 'eur', 'hours')),
  name_bg TEXT NOT NULL,
  name_it TEXT NOT NULL,
  name_en TEXT NOT NULL,
  basis TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('V', 'S', 'K', 'D')),
  PRIMARY KEY (code, from_on)
);

CREATE TABLE indicator_import (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  file_name TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  PRIMARY KEY (municipality, id)
);
CREATE INDEX indicator_import_by_time ON indicator_import (municipality, made_at);

CREATE TABLE indicator_import_fault (
  municipality TEXT NOT NULL,
  import_id UUID NOT NULL,
  row_number BIGINT NOT NULL,
  place BIGINT NOT NULL,                    -- of several faults in a row
  field TEXT NOT NULL,
  refusal TEXT NOT NULL,                    -- its name
  PRIMARY KEY (municipality, import_id, row_number, place),
  FOREIGN KEY (municipality, import_id) REFERENCES indicator_import (municipality, id)
);

CREATE TABLE indicator_value (
  municipality TEXT NOT NULL REFERENCES municipality (code),  -- the office that keeps it
  area_kind TEXT NOT NULL CHECK (area_kind IN ('settlement', 'municipality', 'district', 'country')),
  area TEXT NOT NULL,                       -- EKATTE, PAZ14, PAZ, BG
  indicator TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('', 'f', 'm')),
  age TEXT NOT NULL,                        -- '', '0-17', '75+'
  year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2100),
  value_thousandths BIGINT NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  import_id UUID NOT NULL,
  PRIMARY KEY (municipality, area_kind, area, sex, age, indicator, year),
  FOREIGN KEY (municipality, import_id) REFERENCES indicator_import (municipality, id)
);

INSERT INTO indicator (code, from_on, unit, name_bg, name_it, name_en, basis, mark) VALUES
  ('population', '2026-01-01', 'people', 'Население', 'Popolazione', 'Population', 'начален списък на проекта', 'D'),
  ('old_age_dependency', '2026-01-01', 'per_100', 'Възрастова зависимост: 65 и повече на 100 души от 15 до 64', 'Dipendenza degli anziani: 65 e oltre su 100 persone tra 15 e 64', 'Old-age dependency: 65 and over per 100 people aged 15 to 64', 'начален списък на проекта', 'D'),
  ('alone_75', '2026-01-01', 'people', 'Сами хора на 75 и повече години', 'Persone sole di 75 anni e più', 'People of 75 and over living alone', 'начален списък на проекта', 'D'),
  ('children', '2026-01-01', 'people', 'Деца до 17 години', 'Minori fino a 17 anni', 'Children up to 17', 'начален списък на проекта', 'D'),
  ('disability_decisions', '2026-01-01', 'per_1000', 'Хора с решение на ТЕЛК или НЕЛК', 'Persone con invalidità riconosciuta', 'People with a recognised disability', 'начален списък на проекта', 'D'),
  ('disability_pensions', '2026-01-01', 'per_1000', 'Пенсии за инвалидност', 'Pensioni di invalidità', 'Disability pensions', 'начален списък на проекта', 'D'),
  ('personal_assistance', '2026-01-01', 'people', 'Ползватели на лична помощ', 'Utenti dell’assistenza personale', 'Users of personal assistance', 'начален списък на проекта', 'D'),
  ('unemployment', '2026-01-01', 'percent', 'Безработица', 'Disoccupazione', 'Unemployment', 'начален списък на проекта', 'D'),
  ('long_unemployed', '2026-01-01', 'people', 'Безработни над една година', 'Disoccupati da oltre un anno', 'Unemployed for over a year', 'начален списък на проекта', 'D'),
  ('minimum_income', '2026-01-01', 'people', 'Получатели на месечна помощ', 'Beneficiari del sussidio mensile', 'Recipients of the monthly benefit', 'начален списък на проекта', 'D'),
  ('heating_benefit', '2026-01-01', 'people', 'Получатели на помощ за отопление', 'Beneficiari del contributo per il riscaldamento', 'Recipients of the heating benefit', 'начален списък на проекта', 'D'),
  ('coordination_children', '2026-01-01', 'number', 'Деца по Координационния механизъм', 'Minori nel meccanismo di coordinamento', 'Children under the Coordination Mechanism', '265obshtini.bg, източник АСП', 'V'),
  ('commission_cases', '2026-01-01', 'per_1000', 'Случаи пред МКБППМН на 1000 деца от 8 до 17 години', 'Casi della commissione minori per 1000 tra 8 e 17 anni', 'Cases of the children’s commission per 1,000 aged 8 to 17', 'начален списък на проекта', 'D'),
  ('domestic_violence', '2026-01-01', 'number', 'Сигнали за домашно насилие', 'Segnalazioni di violenza domestica', 'Reports of domestic violence', 'начален списък на проекта', 'D'),
  ('early_leavers', '2026-01-01', 'percent', 'Преждевременно напуснали училище', 'Abbandono scolastico precoce', 'Early school leavers', 'начален списък на проекта', 'D'),
  ('doctors', '2026-01-01', 'per_1000', 'Общопрактикуващи лекари', 'Medici di base', 'General practitioners', 'начален списък на проекта', 'D'),
  ('nurses', '2026-01-01', 'per_1000', 'Медицински сестри', 'Infermieri', 'Nurses', 'начален списък на проекта', 'D'),
  ('social_workers', '2026-01-01', 'per_5000', 'Социални работници на 5000 жители', 'Assistenti sociali ogni 5000 residenti', 'Social workers per 5,000 residents', 'L. 178/2020 c. 797: 1 на 5000 (Италия)', 'V'),
  ('social_spending', '2026-01-01', 'eur', 'Разходи за социални услуги на човек', 'Spesa sociale pro capite', 'Social spending per head', 'начален списък на проекта', 'D'),
  ('volunteer_hours', '2026-01-01', 'hours', 'Часове на доброволци', 'Ore di volontariato', 'Hours of volunteers', 'начален списък на проекта', 'D');
