-- Who waits for a manager whose name nobody answers to yet.
CREATE TABLE awaited_manager (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  value_key TEXT NOT NULL,
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE INDEX awaited_manager_by_value ON awaited_manager (org_id, value_key);
