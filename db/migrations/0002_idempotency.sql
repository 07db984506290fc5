-- What a request with an Idempotency-Key was answered, so that its repetition gets the same answer. `scope` is a hash of who sent it: the
-- key is looked up before the organisation is known.
CREATE TABLE idempotency_key (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  -- The run of the program that carries the request out; a later run knows from it that the outcome was never recorded.
  run TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  status BIGINT,
  content_type TEXT,
  reply TEXT,
  location TEXT,
  version BIGINT,
  PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (begun_at);
