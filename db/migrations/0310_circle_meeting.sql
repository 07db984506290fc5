-- The hours of a circle, who came, what its members said they will do, and, sealed, every word of it.

-- Which key file wraps the keys of an organisation's circles: the start of its SHA-256 under a label, to tell a wrong file from a right one.
CREATE TABLE sealing_key (
  org_id BIGINT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  noted_at BIGINT NOT NULL
);

-- The key of each circle, wrapped with the installation's key file. base64url.
CREATE TABLE circle_key (
  org_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  wrapped TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, circle_id),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id)
);

-- What the hours of a circle were last planned from; another value, and they are planned anew.
CREATE TABLE circle_plan (
  org_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  signature TEXT NOT NULL,
  planned_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, circle_id),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id)
);

-- One hour of a circle. What happened in it is a fold over its events; `state` says where to look.
CREATE TABLE circle_meeting (
  org_id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  number BIGINT NOT NULL CHECK (number >= 1),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
  -- lapsed: nobody opened it. called_off: a holiday, or the circle ended before it.
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'held', 'lapsed', 'called_off')),
  facilitator_id BIGINT,
  -- Counts every change that its members see, texts too.
  version BIGINT NOT NULL,
  PRIMARY KEY (org_id, meeting_id),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id)
);

CREATE UNIQUE INDEX circle_meeting_by_circle ON circle_meeting (org_id, circle_id, number);
CREATE INDEX circle_meeting_open ON circle_meeting (ends_at) WHERE state IN ('planned', 'running');

-- excused: said before that they cannot come, or known to be away. missed: neither there nor excused.
CREATE TABLE circle_attendance (
  org_id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('expected', 'excused', 'present', 'missed')),
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, meeting_id, person_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES circle_meeting (org_id, meeting_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE INDEX circle_attendance_by_person ON circle_attendance (org_id, person_id, meeting_id);

-- A commitment made in a circle, without what it says: that is a circle_text of the same id.
CREATE TABLE circle_commitment_state (
  org_id BIGINT NOT NULL,
  commitment_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  owner_id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  due_on BIGINT NOT NULL,
  -- NULL: not asked yet. carried: goes on, and is asked about again.
  outcome TEXT CHECK (outcome IN ('done', 'partly', 'not_done', 'carried')),
  outcome_at BIGINT,
  -- The 1:1 into which its owner took it, and what it is there.
  session_id BIGINT,
  taken_as BIGINT,
  PRIMARY KEY (org_id, commitment_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES circle_meeting (org_id, meeting_id)
);

CREATE INDEX circle_commitment_by_circle ON circle_commitment_state (org_id, circle_id, made_at);
CREATE INDEX circle_commitment_by_meeting ON circle_commitment_state (org_id, meeting_id);

-- Everything that is said in a circle. `sealed` is base64url of a nonce and what XChaCha20-Poly1305 makes of the text under the circle's key,
-- bound to this row; empty once erased.
CREATE TABLE circle_text (
  org_id BIGINT NOT NULL,
  text_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('case', 'note', 'message', 'commitment', 'feedback')),
  -- The stage of the agenda a note belongs to; empty otherwise.
  stage TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  -- To whom feedback is given; NULL otherwise.
  about_id BIGINT,
  at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (org_id, text_id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES circle_meeting (org_id, meeting_id)
);

CREATE INDEX circle_text_by_meeting ON circle_text (org_id, meeting_id, kind, at);
CREATE INDEX circle_text_by_author ON circle_text (org_id, written_by);
CREATE INDEX circle_text_about ON circle_text (org_id, about_id) WHERE about_id IS NOT NULL;
-- A case study is written, and written anew, in one place.
CREATE UNIQUE INDEX circle_text_case ON circle_text (org_id, meeting_id, written_by) WHERE kind = 'case';
