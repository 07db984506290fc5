-- Everything that happened, append-only and hash-chained per organisation. States are folds over these rows.
CREATE TABLE event (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  sequence BIGINT NOT NULL CHECK (sequence >= 1),
  at BIGINT NOT NULL,
  stream_kind TEXT NOT NULL CHECK (length(stream_kind) BETWEEN 1 AND 40),
  stream_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  -- NULL: the system itself.
  actor_user BIGINT,
  fields TEXT NOT NULL,
  -- Salted; NULL where nobody wrote anything.
  text_hash TEXT CHECK (length(text_hash) = 64),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (org_id, sequence)
);

-- One stream in order; and one kind of stream in order.
CREATE INDEX event_by_stream ON event (org_id, stream_kind, stream_id, sequence);
CREATE INDEX event_by_kind ON event (org_id, stream_kind, sequence);

-- What people wrote, outside the chain: a row can be erased and the chain still verifies, and its salt goes with it.
CREATE TABLE event_text (
  org_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  salt TEXT NOT NULL CHECK (length(salt) = 32),
  text TEXT NOT NULL,
  PRIMARY KEY (org_id, sequence),
  FOREIGN KEY (org_id, sequence) REFERENCES event (org_id, sequence)
);

-- The last link, so that a cut tail is seen.
CREATE TABLE chain_head (
  org_id BIGINT NOT NULL PRIMARY KEY REFERENCES organisation (org_id),
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
);
