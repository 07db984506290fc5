-- What somebody said about circles: in or out, when they could meet, with whom and about what.
CREATE TABLE circle_profile (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  is_in BIGINT NOT NULL CHECK (is_in IN (0, 1)),
  -- Of the last change between in and out.
  since BIGINT NOT NULL,
  -- Free half hours from Monday to Friday in local time, a bit each, in hexadecimal.
  zone TEXT NOT NULL,
  free TEXT NOT NULL CHECK (length(free) = 60),
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE TABLE circle_profile_theme (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  theme TEXT NOT NULL CHECK (length(theme) BETWEEN 1 AND 100),
  PRIMARY KEY (org_id, person_id, theme),
  FOREIGN KEY (org_id, person_id) REFERENCES circle_profile (org_id, person_id)
);

CREATE TABLE circle_wish (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  wish_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (org_id, person_id, wish_id),
  FOREIGN KEY (org_id, person_id) REFERENCES circle_profile (org_id, person_id),
  FOREIGN KEY (org_id, wish_id) REFERENCES person (org_id, person_id)
);

-- Never together, as enablement decided; the smaller id first. No reason is kept.
CREATE TABLE circle_apart (
  org_id BIGINT NOT NULL,
  one_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, one_id, other_id),
  FOREIGN KEY (org_id, one_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, other_id) REFERENCES person (org_id, person_id),
  CHECK (one_id < other_id)
);

CREATE TABLE circle_season (
  org_id BIGINT NOT NULL,
  season_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL CHECK (last_day >= first_day),
  size_low BIGINT NOT NULL,
  size_best BIGINT NOT NULL,
  size_high BIGINT NOT NULL,
  -- Circles across roles; NULL: from the playbook's share.
  cross_least BIGINT,
  cross_most BIGINT,
  fresh_seasons BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  published_at BIGINT,
  published_proposal_id BIGINT,
  published_by BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (org_id, season_id)
);

CREATE TABLE circle_theme (
  org_id BIGINT NOT NULL,
  season_id BIGINT NOT NULL,
  theme TEXT NOT NULL CHECK (length(theme) BETWEEN 1 AND 100),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  position BIGINT NOT NULL,
  PRIMARY KEY (org_id, season_id, theme),
  FOREIGN KEY (org_id, season_id) REFERENCES circle_season (org_id, season_id)
);

-- A division of the people that the solver made, or is making.
CREATE TABLE circle_proposal (
  org_id BIGINT NOT NULL,
  proposal_id BIGINT NOT NULL,
  season_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
  seed BIGINT NOT NULL,
  asked_seconds BIGINT,
  asked_epochs BIGINT,
  started_at BIGINT NOT NULL,
  started_by BIGINT NOT NULL,
  -- Which start of which program works on it, and when it last said so: a run that is gone was cut off.
  run TEXT NOT NULL,
  beat_at BIGINT NOT NULL,
  is_cancel_asked BIGINT NOT NULL CHECK (is_cancel_asked IN (0, 1)),
  progress TEXT NOT NULL,
  ended_at BIGINT,
  people BIGINT NOT NULL,
  circles BIGINT NOT NULL,
  cross_circles BIGINT NOT NULL,
  waiting BIGINT NOT NULL,
  cost BIGINT NOT NULL,
  bound BIGINT NOT NULL,
  is_proven BIGINT NOT NULL CHECK (is_proven IN (0, 1)),
  epochs BIGINT NOT NULL,
  is_repeatable BIGINT NOT NULL CHECK (is_repeatable IN (0, 1)),
  terms TEXT NOT NULL,
  broken TEXT NOT NULL,
  -- A number of everything the solver looked at.
  facts BIGINT NOT NULL,
  is_edited BIGINT NOT NULL CHECK (is_edited IN (0, 1)),
  version BIGINT NOT NULL,
  PRIMARY KEY (org_id, proposal_id),
  UNIQUE (org_id, season_id, number),
  FOREIGN KEY (org_id, season_id) REFERENCES circle_season (org_id, season_id)
);

CREATE TABLE circle_proposal_circle (
  org_id BIGINT NOT NULL,
  proposal_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('same', 'cross')),
  held_by TEXT NOT NULL CHECK (length(held_by) BETWEEN 1 AND 100),
  PRIMARY KEY (org_id, proposal_id, number),
  FOREIGN KEY (org_id, proposal_id) REFERENCES circle_proposal (org_id, proposal_id)
);

-- Number 0 is the waitlist.
CREATE TABLE circle_proposal_member (
  org_id BIGINT NOT NULL,
  proposal_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, proposal_id, number, person_id),
  FOREIGN KEY (org_id, proposal_id) REFERENCES circle_proposal (org_id, proposal_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
