-- How is it going, three months after a service began. One row a service that began for a line of an application; its level
-- is the application's, by join.

CREATE TABLE service_follow_up (
  municipality TEXT NOT NULL,
  referral_id UUID NOT NULL,
  application_id UUID NOT NULL,
  line_id UUID NOT NULL,
  started_on TEXT NOT NULL,
  ask_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'asked', 'answered', 'dropped')),
  answered_on TEXT,
  answered_by UUID,
  channel TEXT NOT NULL DEFAULT '' CHECK (channel IN ('', 'telephone', 'page')),
  going TEXT NOT NULL DEFAULT '' CHECK (going IN ('', 'well', 'mixed', 'badly')),
  need_met TEXT NOT NULL DEFAULT '' CHECK (need_met IN ('', 'yes', 'partly', 'no')),
  satisfaction BIGINT CHECK (satisfaction BETWEEN 1 AND 5),
  words TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'answered') = (answered_on IS NOT NULL)),
  CHECK ((state = 'answered') = (satisfaction IS NOT NULL)),
  PRIMARY KEY (municipality, referral_id),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id),
  FOREIGN KEY (municipality, referral_id) REFERENCES referral (municipality, id)
);
CREATE INDEX service_follow_up_planned ON service_follow_up (ask_on) WHERE state = 'planned';
CREATE INDEX service_follow_up_of_application ON service_follow_up (municipality, application_id);
CREATE INDEX service_follow_up_answered ON service_follow_up (municipality, answered_on) WHERE state = 'answered';

-- One kind of task more: ask_follow_up.
CREATE TABLE task_kept (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('next_option', 'answer_question', 'tell_person', 'collect_papers', 'ask_follow_up')),
  application_id UUID NOT NULL,
  line_id UUID,
  referral_id UUID,
  reason TEXT NOT NULL,
  sensitivity BIGINT NOT NULL CHECK (sensitivity BETWEEN 0 AND 4),
  made_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  done_at BIGINT,
  done_by UUID,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, application_id) REFERENCES application (municipality, id)
);
INSERT INTO task_kept (municipality, id, kind, application_id, line_id, referral_id, reason, sensitivity, made_at, due_on,
    state, done_at, done_by)
  SELECT municipality, id, kind, application_id, line_id, referral_id, reason, sensitivity, made_at, due_on, state,
    done_at, done_by FROM task;
DROP TABLE task;
ALTER TABLE task_kept RENAME TO task;
CREATE INDEX task_open ON task (municipality, due_on, id) WHERE state = 'open';
CREATE INDEX task_of_application ON task (municipality, application_id, id);

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'follow_up.ask', '2020-07-01', NULL, 90, 'решение на проекта: как върви, три месеца след началото на услугата', 'D'),
  ('', 'task.ask_follow_up', '2020-07-01', NULL, 7, 'решение на проекта: обаждане за проследяване', 'D');
