-- Scorecards as they were published. A row here is never changed: a correction is a new version of the month with all its rows, and why and by
-- whom is in the events of the publication.
CREATE TABLE scorecard_publication (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  -- The first day of the month.
  month BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  published_at BIGINT NOT NULL,
  published_by BIGINT NOT NULL,
  -- The facts are those that were known then.
  known_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, publication_id),
  UNIQUE (org_id, month, version)
);

-- Whose cards are in it: managers, and second-line leaders with their managers together.
CREATE TABLE scorecard_card (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  is_leader BIGINT NOT NULL CHECK (is_leader IN (0, 1)),
  -- Of a manager: whom they reported to at the end of the month.
  leader_id BIGINT,
  PRIMARY KEY (org_id, publication_id, person_id, is_leader),
  FOREIGN KEY (org_id, publication_id) REFERENCES scorecard_publication (org_id, publication_id)
);

CREATE TABLE scorecard_value (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  is_leader BIGINT NOT NULL,
  position BIGINT NOT NULL,
  measure TEXT NOT NULL,
  part TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('known', 'running', 'no_data', 'too_few')),
  counted BIGINT NOT NULL,
  n BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  value DOUBLE PRECISION,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  compared DOUBLE PRECISION,
  compared_low DOUBLE PRECISION,
  compared_high DOUBLE PRECISION,
  PRIMARY KEY (org_id, publication_id, person_id, is_leader, position),
  FOREIGN KEY (org_id, publication_id, person_id, is_leader) REFERENCES scorecard_card (org_id, publication_id, person_id, is_leader)
);

-- The rows behind: metadata only, so that anybody who may see them can work the numbers out again.
CREATE TABLE scorecard_ride (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  ride_along_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  format TEXT NOT NULL,
  had_pre_brief BIGINT NOT NULL CHECK (had_pre_brief IN (0, 1)),
  debrief TEXT NOT NULL CHECK (debrief IN ('pending', 'on_time', 'late', 'none')),
  -- From the end of the call, without the days that do not count; absent without a debrief.
  debrief_after_ms BIGINT,
  comments BIGINT NOT NULL,
  takeovers_with_consent BIGINT NOT NULL,
  takeovers_without_consent BIGINT NOT NULL,
  PRIMARY KEY (org_id, publication_id, manager_id, ride_along_id),
  FOREIGN KEY (org_id, publication_id) REFERENCES scorecard_publication (org_id, publication_id)
);

CREATE TABLE scorecard_debt (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  format TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  owed BIGINT NOT NULL,
  excused BIGINT NOT NULL,
  held BIGINT NOT NULL,
  PRIMARY KEY (org_id, publication_id, manager_id, rep_id, format, first_day),
  FOREIGN KEY (org_id, publication_id) REFERENCES scorecard_publication (org_id, publication_id)
);

CREATE TABLE scorecard_verdict (
  org_id BIGINT NOT NULL,
  publication_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  commitment_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (org_id, publication_id, manager_id, commitment_id),
  FOREIGN KEY (org_id, publication_id) REFERENCES scorecard_publication (org_id, publication_id)
);
