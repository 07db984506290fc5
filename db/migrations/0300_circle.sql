-- Peer circles that were published: who is in which, from when to when. What is said in them is elsewhere and sealed.
CREATE TABLE circle (
  org_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  -- 'same' with a role, or 'cross' with a theme: what holds it together.
  form TEXT NOT NULL CHECK (form IN ('same', 'cross')),
  held_by TEXT NOT NULL CHECK (length(held_by) BETWEEN 1 AND 100),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- When it meets: local time of `zone` on `weekday` (1 Monday .. 7 Sunday), once in `every_weeks` weeks from `first_day` on.
  weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  starts_local BIGINT NOT NULL CHECK (starts_local BETWEEN 0 AND 86399),
  length_minutes BIGINT NOT NULL CHECK (length_minutes BETWEEN 15 AND 240),
  every_weeks BIGINT NOT NULL CHECK (every_weeks BETWEEN 1 AND 13),
  zone TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  -- The season it was formed for, and that season's last day.
  season_id BIGINT NOT NULL,
  last_day BIGINT NOT NULL CHECK (last_day >= first_day),
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  end_reason TEXT CHECK (end_reason IN ('remix', 'disbanded', 'season_over')),
  PRIMARY KEY (org_id, circle_id)
);

CREATE INDEX circle_by_season ON circle (org_id, season_id);

-- Nobody is in two circles at a time. What somebody wrote stays theirs when they leave; what comes later is not for them.
CREATE TABLE circle_member (
  org_id BIGINT NOT NULL,
  circle_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  joined_at BIGINT NOT NULL,
  left_at BIGINT CHECK (left_at >= joined_at),
  PRIMARY KEY (org_id, circle_id, person_id, joined_at),
  FOREIGN KEY (org_id, circle_id) REFERENCES circle (org_id, circle_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE UNIQUE INDEX circle_member_now ON circle_member (org_id, person_id) WHERE left_at IS NULL;
CREATE INDEX circle_member_by_person ON circle_member (org_id, person_id, joined_at);
