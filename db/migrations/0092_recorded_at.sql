-- When Backbeat learned each fact about people. NULL: before this was kept; such a row counts as known from ever.
ALTER TABLE person ADD COLUMN recorded_at BIGINT;
ALTER TABLE assignment ADD COLUMN recorded_at BIGINT;
ALTER TABLE time_off ADD COLUMN recorded_at BIGINT;
ALTER TABLE holiday ADD COLUMN recorded_at BIGINT;

-- What was corrected or withdrawn, and until when it was believed. The tables above hold what is believed now and stay as small. Names,
-- addresses and the reason of an absence are not kept here: nothing is derived from them.
CREATE TABLE replaced_person (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  recorded_at BIGINT,
  replaced_at BIGINT NOT NULL,
  time_zone TEXT NOT NULL,
  hired BIGINT NOT NULL,
  left_on BIGINT,
  PRIMARY KEY (org_id, person_id, replaced_at),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  CHECK (replaced_at > recorded_at)
);

CREATE TABLE replaced_assignment (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  recorded_at BIGINT,
  replaced_at BIGINT NOT NULL,
  to_day BIGINT,
  manager_id BIGINT,
  job_role TEXT NOT NULL,
  segment TEXT NOT NULL,
  region TEXT NOT NULL,
  is_top_performer BIGINT NOT NULL CHECK (is_top_performer IN (0, 1)),
  PRIMARY KEY (org_id, person_id, from_day, replaced_at),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, person_id),
  CHECK (replaced_at > recorded_at)
);

CREATE TABLE replaced_time_off (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  time_off_id BIGINT NOT NULL,
  recorded_at BIGINT,
  replaced_at BIGINT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  PRIMARY KEY (org_id, person_id, time_off_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  CHECK (replaced_at > recorded_at)
);
