-- The number of a line stays as it was sent: one that disappears would say whose file was shielded since.
ALTER TABLE bill_line ADD COLUMN number TEXT NOT NULL DEFAULT '';
UPDATE bill_line SET number = (SELECT r.number FROM referral r WHERE r.municipality = bill_line.municipality
    AND r.id = bill_line.referral_id)
  WHERE referral_id IS NOT NULL;

-- What waits has no level of its own: the file's is read from the file, also when it is lowered.
UPDATE waiting_entry SET sensitivity = 2;
