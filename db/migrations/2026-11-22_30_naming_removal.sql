-- Taking a named account off a shielded file needs two, as naming one does.
ALTER TABLE person_naming ADD COLUMN kind TEXT NOT NULL DEFAULT 'name' CHECK (kind IN ('name', 'unname'));
DROP INDEX person_naming_once;
CREATE UNIQUE INDEX person_naming_once ON person_naming (municipality, person_id, account_id, kind) WHERE state = 'proposed';
-- "Is this account named for anybody?" is asked at each request of an account without a second factor.
CREATE INDEX person_named_by_account ON person_named (account_id);
-- The same file is not opened in an emergency again at once: an hour must not become three.
ALTER TABLE emergency_rule ADD COLUMN pause_minutes BIGINT NOT NULL DEFAULT 240 CHECK (pause_minutes BETWEEN 0 AND 10080);
