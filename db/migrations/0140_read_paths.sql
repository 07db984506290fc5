-- Each of these reads asks for its rows in the order of their ids. Without the id in the index the planner walks the organisation's whole
-- primary key instead, which has that order already.
DROP INDEX commitment_by_session;
DROP INDEX commitment_by_inspection;
DROP INDEX commitment_by_rep;
CREATE INDEX commitment_by_session ON commitment (org_id, session_id, commitment_id);
CREATE INDEX commitment_by_inspection ON commitment (org_id, inspected_in, commitment_id);
CREATE INDEX commitment_by_rep ON commitment (org_id, rep_id, is_closed, commitment_id);
CREATE INDEX commitment_of_rep ON commitment (org_id, rep_id, commitment_id);
DROP INDEX external_identity_by_person;
CREATE INDEX external_identity_by_person ON external_identity (org_id, person_id, system, value_key);
