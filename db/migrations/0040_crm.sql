-- What the CRM says: accounts, products, opportunities and the stages they went through, quotas. Keys are the CRM's own, as written.
-- Amounts are in hundredths of the organisation's currency; days count from 1970-01-01.
CREATE TABLE crm_account (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  account_key TEXT NOT NULL CHECK (length(account_key) BETWEEN 1 AND 254),
  name TEXT NOT NULL,
  industry TEXT NOT NULL,
  location TEXT NOT NULL,
  parent TEXT NOT NULL,
  employees BIGINT CHECK (employees >= 0),
  is_deleted BIGINT NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (org_id, account_key)
);

CREATE TABLE crm_product (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  product_key TEXT NOT NULL CHECK (length(product_key) BETWEEN 1 AND 254),
  name TEXT NOT NULL,
  series TEXT NOT NULL,
  price BIGINT CHECK (price >= 0),
  is_deleted BIGINT NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (org_id, product_key)
);

CREATE TABLE opportunity (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  opportunity_key TEXT NOT NULL CHECK (length(opportunity_key) BETWEEN 1 AND 254),
  name TEXT NOT NULL,
  -- As written; empty where the CRM names none. Need not be a row of crm_account or crm_product.
  account TEXT NOT NULL,
  product TEXT NOT NULL,
  -- What the CRM calls its owner, and who that is; NULL until somebody says so.
  owner_system TEXT NOT NULL CHECK (length(owner_system) BETWEEN 1 AND 40),
  owner_value TEXT NOT NULL,
  owner_id BIGINT,
  stage TEXT NOT NULL CHECK (length(stage) BETWEEN 1 AND 254),
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'won', 'lost')),
  amount BIGINT CHECK (amount >= 0),
  opened_on BIGINT,
  -- The day it was closed, or is expected to be.
  closes_on BIGINT,
  is_deleted BIGINT NOT NULL CHECK (is_deleted IN (0, 1)),
  PRIMARY KEY (org_id, opportunity_key),
  FOREIGN KEY (org_id, owner_id) REFERENCES person (org_id, person_id)
);

CREATE INDEX opportunity_by_owner ON opportunity (org_id, owner_id);
CREATE INDEX opportunity_by_owner_value ON opportunity (org_id, owner_system, owner_value);

CREATE TABLE stage_change (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  opportunity_key TEXT NOT NULL CHECK (length(opportunity_key) BETWEEN 1 AND 254),
  entered_at BIGINT NOT NULL,
  stage TEXT NOT NULL CHECK (length(stage) BETWEEN 1 AND 254),
  source TEXT NOT NULL CHECK (source IN ('opportunities', 'stage-history')),
  PRIMARY KEY (org_id, opportunity_key, entered_at, stage)
);

CREATE TABLE quota (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  owner_system TEXT NOT NULL CHECK (length(owner_system) BETWEEN 1 AND 40),
  owner_value TEXT NOT NULL CHECK (length(owner_value) BETWEEN 1 AND 254),
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  owner_id BIGINT,
  amount BIGINT NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (org_id, owner_system, owner_value, first_day),
  FOREIGN KEY (org_id, owner_id) REFERENCES person (org_id, person_id),
  CHECK (last_day >= first_day)
);

CREATE INDEX quota_by_owner ON quota (org_id, owner_id, first_day);
