-- Which commitment is whose, and in which conversation it was made. Text, due date and verdict are in its events.
CREATE TABLE commitment (
  org_id BIGINT NOT NULL,
  commitment_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  -- The session it was made in.
  session_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  -- Where to look, not what is true: inspected or withdrawn. In which session it was inspected.
  is_closed BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
  inspected_in BIGINT,
  PRIMARY KEY (org_id, commitment_id),
  FOREIGN KEY (org_id, session_id) REFERENCES session (org_id, session_id)
);

CREATE INDEX commitment_by_rep ON commitment (org_id, rep_id, is_closed);
CREATE INDEX commitment_by_session ON commitment (org_id, session_id);
CREATE INDEX commitment_by_inspection ON commitment (org_id, inspected_in);
