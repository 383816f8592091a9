-- The search keeps its index in memory and asks here what has changed. change grows with each change: on SQLite, where
-- one writes at a time, a number; on PostgreSQL the transaction, so that a reader can tell by its snapshot what it has
-- not seen. The nil id stands for the words of the field.
CREATE TABLE service_change (
  service_id UUID PRIMARY KEY,
  change BIGINT NOT NULL
);
CREATE INDEX service_change_latest ON service_change (change);

-- What people call what the directory calls otherwise. Reference data, the same for every municipality. meaning is a
-- code (need, type, target_group) or other words.
CREATE TABLE search_word (
  words TEXT NOT NULL CHECK (words <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('need', 'type', 'target_group', 'words')),
  meaning TEXT NOT NULL CHECK (meaning <> ''),
  PRIMARY KEY (words, kind, meaning)
);

INSERT INTO search_word (words, kind, meaning) VALUES
  ('ЦСРИ', 'words', 'център за социална рехабилитация и интеграция'),
  ('ЦОП', 'words', 'център за обществена подкрепа'),
  ('ЦНСТ', 'words', 'център за настаняване от семеен тип'),
  ('ЦНСТ', 'type', 'residential_care'),
  ('ДЦДУ', 'words', 'дневен център за деца с увреждания'),
  ('ДЦ', 'words', 'дневен център'),
  ('ДЦВХ', 'words', 'дневен център за възрастни хора'),
  ('ДСХ', 'words', 'дом за стари хора'),
  ('ДВХ', 'words', 'дом за възрастни хора'),
  ('КЦ', 'words', 'кризисен център'),
  ('ЗЖ', 'words', 'защитено жилище'),
  ('ИСО', 'words', 'интегриран социален офис'),
  ('ДСП', 'type', 'state_desk'),
  ('ДСП', 'need', 'social_benefits'),
  ('дирекция социално подпомагане', 'type', 'state_desk'),
  ('социално подпомагане', 'need', 'social_benefits'),
  ('АСП', 'type', 'state_desk'),
  ('социалното', 'type', 'state_desk'),
  ('бюро по труда', 'need', 'job_skills'),
  ('ЛП', 'type', 'assistant_support'),
  ('личен помощник', 'type', 'assistant_support'),
  ('АП', 'type', 'assistant_support'),
  ('личен асистент', 'type', 'assistant_support'),
  ('социален асистент', 'type', 'assistant_support'),
  ('домашен помощник', 'type', 'assistant_support'),
  ('домашна помощница', 'type', 'assistant_support'),
  ('санитарка', 'type', 'assistant_support'),
  ('гледачка', 'type', 'assistant_support'),
  ('болногледач', 'type', 'assistant_support'),
  ('домашен социален патронаж', 'type', 'assistant_support'),
  ('социален патронаж', 'type', 'assistant_support'),
  ('патронаж', 'type', 'assistant_support'),
  ('грижа в дома', 'type', 'assistant_support'),
  ('грижа вкъщи', 'type', 'assistant_support'),
  ('домашна грижа', 'type', 'assistant_support'),
  ('домашни грижи', 'type', 'assistant_support'),
  ('помощ в дома', 'type', 'assistant_support'),
  ('помощ вкъщи', 'type', 'assistant_support'),
  ('home care', 'type', 'assistant_support'),
  ('home help', 'type', 'assistant_support'),
  ('carer', 'type', 'assistant_support'),
  ('social patronage', 'type', 'assistant_support'),
  ('personal assistant', 'type', 'assistant_support'),
  ('assistenza domiciliare', 'type', 'assistant_support'),
  ('badante', 'type', 'assistant_support'),
  ('не може сам', 'need', 'cannot_care_for_self'),
  ('не може да се грижи', 'need', 'cannot_care_for_self'),
  ('не може да става', 'need', 'cannot_care_for_self'),
  ('не става от леглото', 'need', 'cannot_care_for_self'),
  ('на легло', 'need', 'cannot_care_for_self'),
  ('лежащо болен', 'need', 'cannot_care_for_self'),
  ('неподвижен', 'need', 'cannot_care_for_self'),
  ('не ходи', 'need', 'cannot_care_for_self'),
  ('трудно се движи', 'need', 'cannot_care_for_self'),
  ('обездвижен', 'need', 'cannot_care_for_self'),
  ('хранене', 'need', 'cannot_care_for_self'),
  ('къпане', 'need', 'cannot_care_for_self'),
  ('пазаруване', 'need', 'cannot_care_for_self'),
  ('деменция', 'need', 'cannot_care_for_self'),
  ('деменция', 'need', 'day_care_older_person'),
  ('алцхаймер', 'need', 'cannot_care_for_self'),
  ('алцхаймер', 'need', 'day_care_older_person'),
  ('инсулт', 'need', 'rehabilitation_after_illness'),
  ('инсулт', 'need', 'cannot_care_for_self'),
  ('инфаркт', 'need', 'rehabilitation_after_illness'),
  ('счупен крак', 'need', 'rehabilitation_after_illness'),
  ('счупена', 'need', 'rehabilitation_after_illness'),
  ('фрактура', 'need', 'rehabilitation_after_illness'),
  ('операция', 'need', 'rehabilitation_after_illness'),
  ('парализиран', 'need', 'rehabilitation_after_illness'),
  ('парализиран', 'need', 'cannot_care_for_self'),
  ('раздвижване', 'need', 'rehabilitation_after_illness'),
  ('физиотерапия', 'need', 'rehabilitation_after_illness'),
  ('кинезитерапевт', 'need', 'rehabilitation_after_illness'),
  ('stroke', 'need', 'rehabilitation_after_illness'),
  ('stroke', 'need', 'cannot_care_for_self'),
  ('ictus', 'need', 'rehabilitation_after_illness'),
  ('ictus', 'need', 'cannot_care_for_self'),
  ('старец', 'target_group', 'older_person'),
  ('баба', 'target_group', 'older_person'),
  ('дядо', 'target_group', 'older_person'),
  ('пенсионер', 'target_group', 'older_person'),
  ('старчески дом', 'type', 'residential_care'),
  ('старчески дом', 'words', 'дом за възрастни хора'),
  ('дом за стари хора', 'words', 'дом за възрастни хора'),
  ('хоспис', 'need', 'residential_care'),
  ('casa di riposo', 'words', 'дом за възрастни хора'),
  ('nursing home', 'words', 'дом за възрастни хора'),
  ('клуб на пенсионера', 'need', 'loneliness'),
  ('пенсионерски клуб', 'need', 'loneliness'),
  ('самотен', 'need', 'loneliness'),
  ('самотна', 'need', 'loneliness'),
  ('няма с кого да говори', 'need', 'loneliness'),
  ('живее сам', 'need', 'loneliness'),
  ('живее сам', 'need', 'cannot_care_for_self'),
  ('ТЕЛК', 'need', 'disability_assessment'),
  ('НЕЛК', 'need', 'disability_assessment'),
  ('инвалид', 'target_group', 'disability'),
  ('инвалидност', 'need', 'disability_assessment'),
  ('пенсия за инвалидност', 'need', 'disability_assessment'),
  ('процент увреждане', 'need', 'disability_assessment'),
  ('дърва', 'need', 'heating'),
  ('въглища', 'need', 'heating'),
  ('дърва за огрев', 'need', 'heating'),
  ('помощ за ток', 'need', 'heating'),
  ('студено', 'need', 'heating'),
  ('riscaldamento', 'need', 'heating'),
  ('firewood', 'need', 'heating'),
  ('социални помощи', 'need', 'social_benefits'),
  ('социална помощ', 'need', 'social_benefits'),
  ('пари', 'need', 'social_benefits'),
  ('детски надбавки', 'need', 'social_benefits'),
  ('интеграционна добавка', 'need', 'social_benefits'),
  ('месечна помощ', 'need', 'social_benefits'),
  ('без пари', 'need', 'social_benefits'),
  ('benefits', 'need', 'social_benefits'),
  ('бие', 'need', 'violence_shelter'),
  ('бие ме', 'need', 'violence_shelter'),
  ('пребива', 'need', 'violence_shelter'),
  ('бой', 'need', 'violence_shelter'),
  ('тормоз', 'need', 'violence_shelter'),
  ('домашно насилие', 'need', 'violence_shelter'),
  ('насилник', 'need', 'violence_shelter'),
  ('domestic violence', 'need', 'violence_shelter'),
  ('violenza domestica', 'need', 'violence_shelter'),
  ('safe house', 'need', 'violence_shelter'),
  ('бездомен', 'need', 'housing'),
  ('на улицата', 'need', 'housing'),
  ('няма къде да спи', 'need', 'housing'),
  ('нямам къде да живея', 'need', 'housing'),
  ('изгониха', 'need', 'housing'),
  ('homeless', 'need', 'housing'),
  ('senzatetto', 'need', 'housing'),
  ('безработен', 'need', 'job_skills'),
  ('остана без работа', 'need', 'job_skills'),
  ('търся работа', 'need', 'job_skills'),
  ('съкратиха', 'need', 'job_skills'),
  ('lavoro', 'need', 'job_skills'),
  ('дългове', 'need', 'debts_advice'),
  ('кредит', 'need', 'debts_advice'),
  ('заем', 'need', 'debts_advice'),
  ('съдия изпълнител', 'need', 'debts_advice'),
  ('адвокат', 'need', 'rights_and_papers'),
  ('жалба', 'need', 'rights_and_papers'),
  ('лична карта', 'need', 'rights_and_papers'),
  ('попълване на документи', 'need', 'rights_and_papers'),
  ('развод', 'need', 'family_conflict'),
  ('караме се', 'need', 'family_conflict'),
  ('скандали', 'need', 'family_conflict'),
  ('не говори', 'need', 'child_development'),
  ('логопед', 'need', 'child_development'),
  ('аутизъм', 'need', 'child_development'),
  ('аутизъм', 'need', 'day_care_child_disability'),
  ('аутист', 'need', 'child_development'),
  ('изостава', 'need', 'child_development'),
  ('speech therapy', 'need', 'child_development'),
  ('логопедия', 'need', 'child_development'),
  ('дете с ДЦП', 'need', 'day_care_child_disability'),
  ('ДЦП', 'need', 'day_care_child_disability'),
  ('ДЦП', 'need', 'child_development'),
  ('бременна', 'need', 'parenting_support'),
  ('млада майка', 'need', 'parenting_support'),
  ('родители', 'need', 'parenting_support'),
  ('сирак', 'need', 'residential_care'),
  ('сираче', 'need', 'residential_care'),
  ('детски дом', 'need', 'residential_care'),
  ('дом за деца', 'need', 'residential_care'),
  ('заместваща грижа', 'words', 'дневен център за хора с увреждания'),
  ('престъпление', 'target_group', 'child_in_conflict'),
  ('детска педагогическа стая', 'target_group', 'child_in_conflict'),
  ('медицинска сестра', 'words', 'мобилна работа'),
  ('ромски медиатор', 'words', 'здравен и социален медиатор');

-- engine: sqlite
CREATE TRIGGER service_inserted AFTER INSERT ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER service_updated AFTER UPDATE ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER service_deleted AFTER DELETE ON service BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (OLD.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER service_capacity_inserted AFTER INSERT ON service_capacity BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER service_capacity_updated AFTER UPDATE ON service_capacity BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (NEW.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation WHEN OLD.name <> NEW.name BEGIN
  INSERT INTO service_change (service_id, change)
    SELECT s.id, (SELECT coalesce(max(change), 0) + 1 FROM service_change) FROM service s
    WHERE s.organisation_id = NEW.id
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER location_moved AFTER UPDATE ON location BEGIN
  INSERT INTO service_change (service_id, change)
    SELECT a.service_id, (SELECT coalesce(max(change), 0) + 1 FROM service_change) FROM service_at_location a
    WHERE a.location_id = NEW.id
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE INDEX service_at_location_by_location ON service_at_location (location_id, service_id);
CREATE TRIGGER search_word_inserted AFTER INSERT ON search_word BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (zeroblob(16), (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;
CREATE TRIGGER search_word_deleted AFTER DELETE ON search_word BEGIN
  INSERT INTO service_change (service_id, change)
    VALUES (zeroblob(16), (SELECT coalesce(max(change), 0) + 1 FROM service_change))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change;
END;

-- engine: postgresql
CREATE INDEX service_at_location_by_location ON service_at_location (location_id, service_id);
CREATE FUNCTION service_has_changed(changed uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO service_change (service_id, change) VALUES (changed, CAST(CAST(pg_current_xact_id() AS text) AS bigint))
    ON CONFLICT (service_id) DO UPDATE SET change = excluded.change
$$;
CREATE FUNCTION note_service_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'service' THEN
      IF TG_OP = 'DELETE' THEN PERFORM service_has_changed(OLD.id); ELSE PERFORM service_has_changed(NEW.id); END IF;
    WHEN 'service_capacity' THEN PERFORM service_has_changed(NEW.service_id);
    WHEN 'organisation' THEN PERFORM service_has_changed(s.id) FROM service s WHERE s.organisation_id = NEW.id;
    WHEN 'location' THEN
      PERFORM service_has_changed(a.service_id) FROM service_at_location a WHERE a.location_id = NEW.id;
    ELSE PERFORM service_has_changed('00000000-0000-0000-0000-000000000000');
  END CASE;
  RETURN NULL;
END $$;
CREATE TRIGGER service_changed AFTER INSERT OR UPDATE OR DELETE ON service
  FOR EACH ROW EXECUTE FUNCTION note_service_change();
CREATE TRIGGER service_capacity_changed AFTER INSERT OR UPDATE ON service_capacity
  FOR EACH ROW EXECUTE FUNCTION note_service_change();
CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation
  FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION note_service_change();
CREATE TRIGGER location_moved AFTER UPDATE ON location FOR EACH ROW EXECUTE FUNCTION note_service_change();
CREATE TRIGGER search_word_changed AFTER INSERT OR DELETE ON search_word
  FOR EACH ROW EXECUTE FUNCTION note_service_change();
