-- engine: postgresql
-- The second wall (docs/decisions/2026-11-23-the-second-wall.md): whatever a statement forgot to ask, the database asks
-- who acts. platform/db tells it at the beginning of each transaction; told nothing, these tables are empty. FORCE: for
-- the role that owns the tables, too. SQLite knows no such thing.

CREATE FUNCTION wall_is_open() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  'SELECT COALESCE(current_setting(''gishe.wall'', true), '''') = ''open''';
CREATE FUNCTION wall_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  'SELECT CAST(NULLIF(current_setting(''gishe.account'', true), '''') AS uuid)';
CREATE FUNCTION wall_town() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  'SELECT NULLIF(current_setting(''gishe.town'', true), '''')';

-- What has a level of its own. A row at level 4 exists for the accounts named for the person; a row about somebody who
-- barred this account does not exist. A receiver reads referrals from another town: there the town is not asked.
CREATE POLICY wall ON person USING (
  (SELECT wall_is_open()) OR (
    (SELECT wall_account()) IS NOT NULL
    AND (sensitivity < 4 OR id IN (SELECT n.person_id FROM person_named n WHERE n.account_id = (SELECT wall_account())))
    AND id NOT IN (SELECT b.person_id FROM person_barred b WHERE b.account_id = (SELECT wall_account()))));
CREATE POLICY wall ON application USING (
  (SELECT wall_is_open()) OR (
    (SELECT wall_account()) IS NOT NULL
    AND (sensitivity < 4 OR person_id IN (SELECT n.person_id FROM person_named n WHERE n.account_id = (SELECT wall_account())))
    AND person_id NOT IN (SELECT b.person_id FROM person_barred b WHERE b.account_id = (SELECT wall_account()))));
CREATE POLICY wall ON referral USING (
  (SELECT wall_is_open()) OR (
    (SELECT wall_account()) IS NOT NULL
    AND (sensitivity < 4 OR person_id IN (SELECT n.person_id FROM person_named n WHERE n.account_id = (SELECT wall_account())))
    AND person_id NOT IN (SELECT b.person_id FROM person_barred b WHERE b.account_id = (SELECT wall_account()))));

-- The rest exists where what it belongs to exists. Asked by key, row for row: of an EXISTS PostgreSQL would make a hash of
-- the whole table for each statement. Nothing found is NULL, which hides the row.
DO $wall$
DECLARE
  behind text;
BEGIN
  FOREACH behind IN ARRAY ARRAY['person', 'application', 'referral'] LOOP
    EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', behind);
  END LOOP;
  FOREACH behind IN ARRAY ARRAY[
    'person_identifier', 'person_team', 'person_naming', 'person_alarm', 'person_barring', 'person_restriction',
    'person_death', 'household_member', 'representative', 'consent', 'emergency_opening', 'subject_request',
    'retention_item', 'case_file', 'needs_assessment', 'support_plan', 'service_contract', 'crisis', 'crisis_child'] LOOP
    EXECUTE format('CREATE POLICY wall ON %1$I USING ((SELECT wall_is_open()) OR (SELECT true FROM person p WHERE '
      'p.municipality = %1$I.municipality AND p.id = %1$I.person_id))', behind);
    EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', behind);
  END LOOP;
  FOREACH behind IN ARRAY ARRAY[
    'application_line', 'application_line_event', 'application_paper', 'task'] LOOP
    EXECUTE format('CREATE POLICY wall ON %1$I USING ((SELECT wall_is_open()) OR (SELECT true FROM application a '
      'WHERE a.municipality = %1$I.municipality AND a.id = %1$I.application_id))', behind);
    EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', behind);
  END LOOP;
  FOREACH behind IN ARRAY ARRAY['referral_event', 'referral_message', 'referral_need', 'referral_package'] LOOP
    EXECUTE format('CREATE POLICY wall ON %1$I USING ((SELECT wall_is_open()) OR (SELECT true FROM referral r WHERE '
      'r.municipality = %1$I.municipality AND r.id = %1$I.referral_id))', behind);
    EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', behind);
  END LOOP;
  FOREACH behind IN ARRAY ARRAY[
    'case_event', 'case_note', 'case_task', 'case_member', 'case_partner', 'case_conference', 'case_handed_over',
    'service_log'] LOOP
    EXECUTE format('CREATE POLICY wall ON %1$I USING ((SELECT wall_is_open()) OR (SELECT true FROM case_file c WHERE '
      'c.municipality = %1$I.municipality AND c.id = %1$I.case_id))', behind);
    EXECUTE format('ALTER TABLE %1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', behind);
  END LOOP;
END $wall$;

-- Papers lie there before there is an application: with a draft, and with what was sent and not taken yet.
CREATE POLICY wall ON application_file USING (
  (SELECT wall_is_open())
  OR (SELECT true FROM application a WHERE a.municipality = application_file.municipality AND a.id = application_file.application_id)
  OR (SELECT true FROM online_draft d WHERE d.municipality = application_file.municipality AND d.id = application_file.application_id)
  OR (SELECT true FROM online_application o WHERE o.municipality = application_file.municipality
    AND o.id = application_file.application_id AND o.state <> 'taken'));
ALTER TABLE application_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- Nobody writes into another town's files, whatever she sees.
CREATE POLICY own_town_in ON person AS RESTRICTIVE FOR INSERT
  WITH CHECK ((SELECT wall_is_open()) OR municipality = (SELECT wall_town()));
CREATE POLICY own_town_on ON person AS RESTRICTIVE FOR UPDATE
  USING ((SELECT wall_is_open()) OR municipality = (SELECT wall_town()));
CREATE POLICY own_town_out ON person AS RESTRICTIVE FOR DELETE
  USING ((SELECT wall_is_open()) OR municipality = (SELECT wall_town()));
