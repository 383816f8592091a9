-- News of a municipality: items with texts in up to three languages, and who moved them from state to state. Nothing is
-- deleted; what is no longer shown is archived. code ends the address of an item and never changes.
CREATE TABLE news_item (
  municipality TEXT NOT NULL REFERENCES municipality (code),
  id UUID NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'archived')),
  dated_on TEXT NOT NULL,
  event_from_on TEXT,
  event_to_on TEXT,
  event_from_time TEXT NOT NULL,
  event_to_time TEXT NOT NULL,
  event_zone TEXT NOT NULL,
  project_number TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by UUID NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by UUID NOT NULL,
  published_at BIGINT CHECK (published_at IS NOT NULL OR state <> 'published'),
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id)
);
CREATE UNIQUE INDEX news_item_by_code ON news_item (code, municipality);
CREATE INDEX news_item_by_day ON news_item (state, dated_on, id);

CREATE TABLE news_text (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  title TEXT NOT NULL CHECK (title <> ''),
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  place TEXT NOT NULL,
  organiser TEXT NOT NULL,
  publicity TEXT NOT NULL,
  links TEXT NOT NULL,
  PRIMARY KEY (municipality, item_id, language),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);

CREATE TABLE news_step (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  item_id UUID NOT NULL,
  at BIGINT NOT NULL,
  account_id UUID NOT NULL,
  verb TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);
CREATE INDEX news_step_of_item ON news_step (municipality, item_id, at);

-- How often an item was read, by day. No row says by whom.
CREATE TABLE news_reading (
  municipality TEXT NOT NULL,
  item_id UUID NOT NULL,
  on_day TEXT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (municipality, item_id, on_day),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id)
);
