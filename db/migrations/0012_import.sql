-- What was imported, by whom, and what it would not take.
CREATE TABLE import_run (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  run_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  file_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  -- NULL: the operator at the command line.
  user_id BIGINT,
  row_count BIGINT NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  unmatched BIGINT NOT NULL,
  PRIMARY KEY (org_id, run_id),
  FOREIGN KEY (org_id, user_id) REFERENCES user_account (org_id, user_id)
);

CREATE INDEX import_run_by_kind ON import_run (org_id, kind, run_id);

CREATE TABLE import_line (
  org_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  line BIGINT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('rejected', 'note', 'unmatched', 'change')),
  -- Of the file; NULL where it is about all of it. For 'unmatched' how many rows wait.
  file_row BIGINT,
  column_name TEXT NOT NULL,
  found TEXT NOT NULL,
  -- What was expected, or the whole sentence.
  text TEXT NOT NULL,
  PRIMARY KEY (org_id, run_id, line),
  FOREIGN KEY (org_id, run_id) REFERENCES import_run (org_id, run_id)
);

-- Names in imported files that nobody answers to yet.
CREATE TABLE unmatched_name (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
  system TEXT NOT NULL CHECK (length(system) BETWEEN 1 AND 40),
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 254),
  row_count BIGINT NOT NULL CHECK (row_count > 0),
  first_seen_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, source, system, value)
);
