-- No page ever linked an application to an appointment: the column is empty.
ALTER TABLE appointment DROP COLUMN application_id;
