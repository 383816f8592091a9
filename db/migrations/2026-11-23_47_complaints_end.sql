-- A complaint that is over is erased when its time has come; set when it is closed.
ALTER TABLE complaint ADD COLUMN erase_on TEXT;
CREATE INDEX complaint_over ON complaint (erase_on) WHERE erase_on IS NOT NULL;

INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) VALUES
  ('', 'complaint.kept', '2026-01-01', NULL, 1826, 'Решение на проекта: пет години след края, общата давност, до номенклатурата на делата на общината', 'D');
