-- Mappings of an organisation's own, kept once for each kind of file that was imported with them; a run says which one it was read by.
CREATE TABLE import_mapping (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  text TEXT NOT NULL,
  first_used_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, kind, sha256)
);

-- The name of the mapping; '' for imports made before this was kept.
ALTER TABLE import_run ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
-- Of import_mapping; '' where the mapping was one of the program's.
ALTER TABLE import_run ADD COLUMN mapping_sha256 TEXT NOT NULL DEFAULT '';

-- How a run understood the columns of its file, in the file's order; then those of the mapping which the file had not.
CREATE TABLE import_column (
  org_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  -- Ours; '' where the column is not read.
  field TEXT NOT NULL,
  is_required BIGINT NOT NULL CHECK (is_required IN (0, 1)),
  is_in_file BIGINT NOT NULL CHECK (is_in_file IN (0, 1)),
  PRIMARY KEY (org_id, run_id, position),
  FOREIGN KEY (org_id, run_id) REFERENCES import_run (org_id, run_id)
);
