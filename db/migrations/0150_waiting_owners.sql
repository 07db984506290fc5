-- Owners are looked up by what the CRM calls them only while nobody answers to that; an index of all deals would be written for each deal that is
-- imported, for the sake of a handful.
DROP INDEX opportunity_by_owner_value;
CREATE INDEX opportunity_waiting ON opportunity (org_id, owner_system, owner_value) WHERE owner_id IS NULL;
