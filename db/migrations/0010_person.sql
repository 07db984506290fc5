-- The people of the organisation and what was true of them when. Days are counted from 1970-01-01; `to_day` and `left_on` are the first
-- day after.
CREATE TABLE person (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- The name in lower case, without accents, blanks single: for search, order and matching.
  name_key TEXT NOT NULL,
  -- In lower case.
  email TEXT CHECK (length(email) BETWEEN 3 AND 254),
  time_zone TEXT NOT NULL,
  hours_from BIGINT NOT NULL,
  hours_to BIGINT NOT NULL,
  hired BIGINT NOT NULL,
  left_on BIGINT,
  PRIMARY KEY (org_id, person_id),
  UNIQUE (org_id, email),
  CHECK (left_on > hired),
  CHECK (0 <= hours_from AND hours_from < hours_to AND hours_to <= 86399)
);

CREATE INDEX person_by_name ON person (org_id, name_key, person_id);

CREATE TABLE assignment (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT,
  manager_id BIGINT,
  job_role TEXT NOT NULL,
  segment TEXT NOT NULL,
  region TEXT NOT NULL,
  is_top_performer BIGINT NOT NULL CHECK (is_top_performer IN (0, 1)),
  PRIMARY KEY (org_id, person_id, from_day),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, person_id),
  CHECK (to_day > from_day),
  CHECK (manager_id <> person_id)
);

CREATE INDEX assignment_by_manager ON assignment (org_id, manager_id);
-- Nobody has two assignments, and so two managers, until further notice.
CREATE UNIQUE INDEX assignment_open ON assignment (org_id, person_id) WHERE to_day IS NULL;

CREATE TABLE time_off (
  org_id BIGINT NOT NULL,
  time_off_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('pto', 'sickness', 'leave')),
  PRIMARY KEY (org_id, time_off_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  CHECK (last_day >= first_day)
);

CREATE INDEX time_off_by_person ON time_off (org_id, person_id, first_day);

CREATE TABLE holiday (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  day BIGINT NOT NULL,
  -- Empty: everybody's.
  region TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  PRIMARY KEY (org_id, day, region)
);

CREATE TABLE certification (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('coach', 'facilitator')),
  from_day BIGINT NOT NULL,
  to_day BIGINT,
  PRIMARY KEY (org_id, person_id, kind, from_day),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  CHECK (to_day > from_day)
);

-- What other systems call a person. One value of a system is one person's.
CREATE TABLE external_identity (
  org_id BIGINT NOT NULL,
  system TEXT NOT NULL CHECK (length(system) BETWEEN 1 AND 40),
  value_key TEXT NOT NULL,
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 254),
  person_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, system, value_key),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE INDEX external_identity_by_person ON external_identity (org_id, person_id);
