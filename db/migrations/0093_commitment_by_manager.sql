-- What became of the commitments made with one manager, without walking through everybody's.
CREATE INDEX commitment_by_manager ON commitment (org_id, manager_id, is_closed);
