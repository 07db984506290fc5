-- Which coaching session is whose. What became of it is a fold over its events.
CREATE TABLE session (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL CHECK (rep_id <> manager_id),
  -- The line manager where somebody else holds it.
  on_behalf_of BIGINT,
  created_at BIGINT NOT NULL,
  -- Where to look, not what is true: the time it is planned for now, and the first and last time it was ever planned for.
  starts_at BIGINT NOT NULL,
  earliest_at BIGINT NOT NULL CHECK (earliest_at <= starts_at),
  latest_at BIGINT NOT NULL CHECK (latest_at >= starts_at),
  PRIMARY KEY (org_id, session_id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, person_id)
);

CREATE INDEX session_by_rep ON session (org_id, rep_id, starts_at);
CREATE INDEX session_by_manager ON session (org_id, manager_id, starts_at);
CREATE INDEX session_by_time ON session (org_id, latest_at);

-- The skill a rep works on, each time it was set; the last one holds until the next.
CREATE TABLE session_focus (
  org_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  -- Of the event that set it.
  sequence BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  competency TEXT NOT NULL,
  PRIMARY KEY (org_id, rep_id, sequence),
  FOREIGN KEY (org_id, session_id) REFERENCES session (org_id, session_id)
);

-- Shared notes: one text per stage, written by both. Not in any event.
CREATE TABLE session_note (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  stage TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  text TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, session_id, stage),
  FOREIGN KEY (org_id, session_id) REFERENCES session (org_id, session_id)
);

-- Private notes: for their author's eyes alone. Not in any event.
CREATE TABLE session_private_note (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  text TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, session_id, author_id),
  FOREIGN KEY (org_id, session_id) REFERENCES session (org_id, session_id)
);
