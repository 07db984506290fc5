-- The deals that a commitment names: where its evidence is looked for. Keys are the CRM's own and may name somebody, so they are no part of
-- any event.
CREATE TABLE commitment_opportunity (
  org_id BIGINT NOT NULL,
  commitment_id BIGINT NOT NULL,
  position BIGINT NOT NULL CHECK (position >= 0),
  opportunity_key TEXT NOT NULL CHECK (length(opportunity_key) BETWEEN 1 AND 254),
  PRIMARY KEY (org_id, commitment_id, position),
  FOREIGN KEY (org_id, commitment_id) REFERENCES commitment (org_id, commitment_id)
);
