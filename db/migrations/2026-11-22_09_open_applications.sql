-- The day's count of open applications asks of each only whether one may see it: the index now says so itself.
DROP INDEX application_open;
CREATE INDEX application_open ON application (municipality, id, sensitivity, person_id, opened_by) WHERE state <> 'closed';
-- Nothing asks by account yet, and every ledger line paid for it.
DROP INDEX ledger_by_account;
