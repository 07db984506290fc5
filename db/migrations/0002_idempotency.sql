-- What a request with an Idempotency-Key was answered, so that its repetition gets the same answer.
CREATE TABLE idempotency_key (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  user_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  reply TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id, key)
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
