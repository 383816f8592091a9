-- Finding a file by its number in any municipality (the stub look-up), and by what the ledger calls it.
CREATE INDEX person_identifier_anywhere ON person_identifier (hash);
CREATE INDEX person_by_pseudonym ON person (municipality, pseudonym);
