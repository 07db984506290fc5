-- The web domain of an account, where the CRM's export has one: '' where it has none.
ALTER TABLE crm_account ADD COLUMN domain TEXT NOT NULL DEFAULT '';
CREATE INDEX crm_account_by_domain ON crm_account (org_id, domain) WHERE domain <> '';
CREATE INDEX crm_account_by_name ON crm_account (org_id, lower(name));
CREATE INDEX opportunity_open_by_account ON opportunity (org_id, lower(account)) WHERE outcome = 'open' AND is_deleted = 0;

-- Customer calls as their sources have them. What each is about is derived when it is read.
CREATE TABLE customer_call (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  call_id BIGINT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('calendar', 'file')),
  -- The file's id of the call; of a calendar the occurrence's.
  source_key TEXT NOT NULL CHECK (length(source_key) BETWEEN 1 AND 254),
  -- NULL until somebody says who the file means.
  rep_id BIGINT,
  -- What the file calls the rep; '' for calendars.
  owner_system TEXT NOT NULL,
  owner_value TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  title TEXT NOT NULL,
  is_cancelled BIGINT NOT NULL CHECK (is_cancelled IN (0, 1)),
  -- What the file says the call is about, as written; '' where it does not.
  opportunity_ref TEXT NOT NULL,
  account_ref TEXT NOT NULL,
  account_name TEXT NOT NULL,
  PRIMARY KEY (org_id, call_id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, person_id),
  CHECK (ends_at >= starts_at)
);

CREATE UNIQUE INDEX customer_call_by_source ON customer_call (org_id, origin, source_key);
CREATE INDEX customer_call_by_rep ON customer_call (org_id, rep_id, starts_at);
CREATE INDEX customer_call_waiting ON customer_call (org_id, owner_system, owner_value) WHERE rep_id IS NULL;

CREATE TABLE customer_call_attendee (
  org_id BIGINT NOT NULL,
  call_id BIGINT NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (org_id, call_id, address),
  FOREIGN KEY (org_id, call_id) REFERENCES customer_call (org_id, call_id)
);

-- What somebody said a call is about; the last one holds, through every later import.
CREATE TABLE call_correction (
  org_id BIGINT NOT NULL,
  call_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  is_customer_call BIGINT NOT NULL CHECK (is_customer_call IN (0, 1)),
  -- Keys of the CRM; '' for none.
  account_key TEXT NOT NULL,
  opportunity_key TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, call_id, number),
  FOREIGN KEY (org_id, call_id) REFERENCES customer_call (org_id, call_id)
);

-- Domains that somebody's word about a call taught: those who were invited are of that account.
CREATE INDEX call_correction_by_account ON call_correction (org_id, account_key);
