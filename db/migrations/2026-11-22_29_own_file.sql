-- What a person sees and asks about herself.

-- Who may read whose file from outside, opened at the desk after her papers were seen. representative_id: the mandate
-- by which somebody else (holder_id) reads; null: the person herself.
CREATE TABLE own_access (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  account_id UUID NOT NULL,
  person_id UUID NOT NULL,
  holder_id UUID NOT NULL,
  representative_id UUID,
  identity_check TEXT NOT NULL CHECK (identity_check IN ('identity_card', 'passport', 'residence_card', 'home_visit')),
  opened_by UUID NOT NULL,
  opened_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by UUID,                            -- null on an ended one: its mandate was over
  end_reason TEXT NOT NULL DEFAULT '' CHECK (end_reason IN ('', 'asked', 'mandate_over', 'mistake', 'other')),
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, person_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, holder_id) REFERENCES person (municipality, id),
  FOREIGN KEY (municipality, representative_id) REFERENCES representative (municipality, id),
  CHECK ((ended_at IS NULL) = (end_reason = '')),
  CHECK ((representative_id IS NULL) = (holder_id = person_id))
);
CREATE UNIQUE INDEX own_access_once ON own_access (municipality, account_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX own_access_by_person ON own_access (municipality, person_id, opened_at);
CREATE INDEX own_access_by_holder ON own_access (municipality, holder_id);
CREATE INDEX own_access_by_account ON own_access (municipality, account_id);
