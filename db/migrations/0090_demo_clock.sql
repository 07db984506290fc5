-- How far a simulated organisation's clock was moved.
CREATE TABLE demo_clock (
  org_id BIGINT NOT NULL PRIMARY KEY REFERENCES organisation (org_id),
  offset_ms BIGINT NOT NULL
);

-- Logins of a simulated organisation, shown on its sign-in page. A real organisation has none.
CREATE TABLE demo_login (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  position BIGINT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  password TEXT NOT NULL,
  PRIMARY KEY (org_id, position)
);
