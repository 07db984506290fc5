-- What others may know of circles: who has answered the one question (never what), and what was published of a quarter.

-- Who has answered in which quarter. No time, and no id that is ordered by time: nothing ties an answer to a person.
CREATE TABLE circle_enps_answered (
  org_id BIGINT NOT NULL,
  -- The quarter's first day; one answer a person and quarter.
  quarter_from BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, quarter_from, person_id),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

-- How many of a circle gave which answer, sealed with a key that follows from the circle's. Gone once the quarter is published.
CREATE TABLE circle_enps_tally (
  org_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  quarter_from BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (org_id, circle_id, quarter_from),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id)
);

-- One snapshot a quarter, made after it closed. Nothing below is ever changed.
CREATE TABLE circle_pulse (
  org_id BIGINT NOT NULL,
  quarter_from BIGINT NOT NULL,
  quarter TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  -- The rules it was published by: answers behind a number about a circle, about the programme, and eNPS from minus `scale` to `scale`.
  minimum_people BIGINT NOT NULL CHECK (minimum_people >= 3),
  programme_people BIGINT NOT NULL CHECK (programme_people >= minimum_people),
  programme_circles BIGINT NOT NULL CHECK (programme_circles >= 2),
  scale DOUBLE PRECISION NOT NULL CHECK (scale > 0),
  PRIMARY KEY (org_id, quarter_from)
);

CREATE TABLE circle_pulse_group (
  org_id BIGINT NOT NULL,
  quarter_from BIGINT NOT NULL,
  position BIGINT NOT NULL,
  group_key TEXT NOT NULL,
  -- NULL: withheld with its numbers.
  circles BIGINT,
  PRIMARY KEY (org_id, quarter_from, group_key),
  FOREIGN KEY (org_id, quarter_from) REFERENCES circle_pulse (org_id, quarter_from)
);

CREATE TABLE circle_pulse_circle (
  org_id BIGINT NOT NULL,
  quarter_from BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  held_by TEXT NOT NULL,
  is_running BIGINT NOT NULL CHECK (is_running IN (0, 1)),
  members BIGINT NOT NULL,
  meetings_held BIGINT NOT NULL,
  meetings_called_off BIGINT NOT NULL,
  meetings_lapsed BIGINT NOT NULL,
  seats_expected BIGINT NOT NULL,
  seats_present BIGINT NOT NULL,
  seats_excused BIGINT NOT NULL,
  seats_missed BIGINT NOT NULL,
  led BIGINT NOT NULL,
  PRIMARY KEY (org_id, quarter_from, circle_id),
  FOREIGN KEY (org_id, quarter_from) REFERENCES circle_pulse (org_id, quarter_from)
);

-- The numbers that are shown, of a group (its key) or a circle (its id as text). What is withheld is not stored.
CREATE TABLE circle_pulse_figure (
  org_id BIGINT NOT NULL,
  quarter_from BIGINT NOT NULL,
  subject TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('attendance', 'enps', 'follow_through')),
  value DOUBLE PRECISION NOT NULL,
  bound TEXT NOT NULL CHECK (bound IN ('exact', 'at_least', 'at_most')),
  people BIGINT NOT NULL,
  step DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (org_id, quarter_from, subject, measure),
  FOREIGN KEY (org_id, quarter_from) REFERENCES circle_pulse (org_id, quarter_from)
);
