-- A calibration: a conversation between a manager and the second line that something on a scorecard opened, once for each manager, measure and
-- month. What was said, and what became of it, is in its events.
CREATE TABLE calibration (
  org_id BIGINT NOT NULL,
  calibration_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  -- Who held it; until then it is of whoever the manager reports to.
  leader_id BIGINT,
  month BIGINT NOT NULL,
  measure TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  -- Where to look, not what is true.
  is_closed BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
  PRIMARY KEY (org_id, calibration_id),
  UNIQUE (org_id, manager_id, measure, month)
);

CREATE INDEX calibration_by_leader ON calibration (org_id, leader_id);
