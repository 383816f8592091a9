-- How often something came today without an account is counted in one table for all (asking_tally, platform/visitors).
-- Counts of one day lay in this one; nobody needs them tomorrow.
DROP TABLE booking_count;
