-- Next actions that somebody put aside.
CREATE TABLE home_dismissal (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  user_id BIGINT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, key)
);
