-- Ride-alongs. Each has a row in `session` too: it is a coaching session of its two people, and what they agree in it is inspected in their
-- next one. What became of it is a fold over its events.
CREATE TABLE ride_along (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL CHECK (rep_id <> manager_id),
  -- The customer call it rides on; NULL where it was typed by hand.
  call_id BIGINT,
  -- With whom the call is, as it was typed or as the call had it.
  account TEXT NOT NULL CHECK (length(account) <= 200),
  -- Where to look, not what is true: it stands on the calendars or is under way; the time of its call now, and the first and last time it
  -- ever had.
  is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
  call_from BIGINT NOT NULL,
  call_to BIGINT NOT NULL CHECK (call_to > call_from),
  earliest_at BIGINT NOT NULL CHECK (earliest_at <= call_from),
  latest_at BIGINT NOT NULL CHECK (latest_at >= call_from),
  PRIMARY KEY (org_id, session_id),
  FOREIGN KEY (org_id, session_id) REFERENCES session (org_id, session_id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, person_id)
);

-- One manager rides on a call.
CREATE UNIQUE INDEX ride_along_on_call ON ride_along (org_id, call_id) WHERE is_open = 1;
CREATE INDEX ride_along_by_rep ON ride_along (org_id, rep_id, call_from);
CREATE INDEX ride_along_by_manager ON ride_along (org_id, manager_id, call_from);
CREATE INDEX ride_along_by_time ON ride_along (org_id, latest_at);

-- What the two write before and after the call: the parts of the pre-brief, the rep's self-assessment. Not in any event.
CREATE TABLE ride_along_text (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('people', 'objective', 'objections', 'skill', 'listen_for', 'self_assessment')),
  text TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, session_id, part),
  FOREIGN KEY (org_id, session_id) REFERENCES ride_along (org_id, session_id)
);

-- The note pad. Ids are the client's own, so that notes taken offline can be sent again. Not in any event.
CREATE TABLE ride_along_note (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  note_id TEXT NOT NULL CHECK (length(note_id) BETWEEN 1 AND 64),
  at BIGINT NOT NULL,
  tag TEXT NOT NULL CHECK (tag IN ('question', 'objection', 'next_step', 'talk_balance', 'competitor', 'price', 'stakeholder', 'free')),
  text TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, session_id, note_id),
  FOREIGN KEY (org_id, session_id) REFERENCES ride_along (org_id, session_id)
);
