-- Calendars that people gave: a file, or an address that is read again and again.
CREATE TABLE calendar_source (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  source_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- '': a file.
  address TEXT NOT NULL,
  -- As it was read last; '' and 0 before the first time.
  content TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  series_count BIGINT NOT NULL,
  trouble_count BIGINT NOT NULL,
  -- What the server said, to ask only for what is new.
  etag TEXT NOT NULL,
  modified TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  read_at BIGINT,
  -- The last time it could not be read, and why; '' since it was.
  failures BIGINT NOT NULL CHECK (failures >= 0),
  error TEXT NOT NULL,
  -- When the job looks at it next: reads the address, or carries repeating meetings on into the future.
  due_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (org_id, source_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX calendar_source_by_person ON calendar_source (org_id, person_id);
-- What the job asks, over all organisations.
CREATE INDEX calendar_source_due ON calendar_source (due_at);

CREATE TABLE calendar_occurrence (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  occurrence_id BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  uid TEXT NOT NULL,
  -- Which of a repeating series; '' for one that does not repeat.
  recurrence TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL CHECK (ends_at >= starts_at),
  is_all_day BIGINT NOT NULL CHECK (is_all_day IN (0, 1)),
  is_busy BIGINT NOT NULL CHECK (is_busy IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  -- A line each: flags, address, name.
  attendees TEXT NOT NULL,
  PRIMARY KEY (org_id, occurrence_id),
  FOREIGN KEY (org_id, source_id) REFERENCES calendar_source (org_id, source_id)
);
CREATE UNIQUE INDEX calendar_occurrence_once ON calendar_occurrence (org_id, source_id, uid, recurrence);
CREATE INDEX calendar_occurrence_by_person ON calendar_occurrence (org_id, person_id, ends_at);

-- What Backbeat puts on people's calendars.
CREATE TABLE calendar_hold (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  hold_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  about_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  -- Whom the title names.
  named_id BIGINT,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  is_cancelled BIGINT NOT NULL CHECK (is_cancelled IN (0, 1)),
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, hold_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE UNIQUE INDEX calendar_hold_once ON calendar_hold (org_id, about_id, person_id, kind);
CREATE INDEX calendar_hold_by_person ON calendar_hold (org_id, person_id, ends_at);

-- How a person is told; without a row: by mail.
CREATE TABLE calendar_preference (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  person_id BIGINT NOT NULL,
  invitations TEXT NOT NULL CHECK (invitations IN ('mail', 'feed')),
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

-- The secret address under which a person's calendar program reads what we put on it. Only the digest is kept.
CREATE TABLE calendar_feed (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  person_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  last_read_at BIGINT,
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
