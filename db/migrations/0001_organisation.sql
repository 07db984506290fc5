-- An organisation is the tenant: every other table's key begins with its id.
CREATE TABLE organisation (
  org_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  time_zone TEXT NOT NULL,
  fiscal_first_month BIGINT NOT NULL CHECK (fiscal_first_month BETWEEN 1 AND 12),
  is_simulated BIGINT NOT NULL CHECK (is_simulated IN (0, 1)),
  -- Counts the writes to the organisation's facts; everything derived is cached under it.
  change_number BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);
