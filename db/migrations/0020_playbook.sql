-- The versions of the playbook. One is in force from its day until the next one's; the text is kept as it was written.
CREATE TABLE playbook_version (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  version_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  effective_from BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  -- NULL: installed with the organisation, or from the command line.
  published_by BIGINT,
  note TEXT NOT NULL CHECK (length(note) <= 500),
  text TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (org_id, version_id),
  UNIQUE (org_id, effective_from),
  FOREIGN KEY (org_id, published_by) REFERENCES person (org_id, person_id)
);
