-- Searches that found nothing, by day; nothing about who. Of the whole directory, therefore without a municipality in
-- its key. digest: keyed hash of the words. words: only once they were asked three times on two days; before that they
-- may be somebody's name, and nobody can read them.
CREATE TABLE search_unanswered (
  digest BYTEA NOT NULL CHECK (length(digest) = 32),
  asked_on TEXT NOT NULL,
  times BIGINT NOT NULL CHECK (times > 0),
  words TEXT,
  PRIMARY KEY (digest, asked_on)
);
CREATE INDEX search_unanswered_by_day ON search_unanswered (asked_on);
