-- What a municipality's letters say in its own words. A version is never changed; one without words is the way back to
-- the house's text.

CREATE TABLE letter_text (
  municipality TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missing_papers', 'referral', 'signpost', 'own_access', 'complaint')),
  language TEXT NOT NULL CHECK (language IN ('bg', 'it', 'en')),
  version BIGINT NOT NULL CHECK (version >= 1),
  words TEXT NOT NULL,
  saved_by UUID NOT NULL REFERENCES account (id),
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (municipality, kind, language, version)
);
