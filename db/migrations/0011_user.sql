-- Who can sign in, and with what. Secrets are kept as hashes only.
CREATE TABLE user_account (
  org_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  -- In lower case. One address signs in to one organisation of an installation.
  email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  -- argon2id in its own notation; NULL until the set-up link was used.
  password_hash TEXT,
  is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
  -- NULL: the person's.
  time_zone TEXT,
  single_key_shortcuts BIGINT NOT NULL CHECK (single_key_shortcuts IN (0, 1)),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

CREATE UNIQUE INDEX user_account_by_email ON user_account (email);

CREATE TABLE user_role (
  org_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('rep', 'manager', 'leader', 'enablement', 'revops', 'executive', 'admin')),
  PRIMARY KEY (org_id, user_id, role),
  FOREIGN KEY (org_id, user_id) REFERENCES user_account (org_id, user_id)
);

CREATE TABLE user_session (
  org_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  agent TEXT NOT NULL,
  PRIMARY KEY (org_id, session_id),
  FOREIGN KEY (org_id, user_id) REFERENCES user_account (org_id, user_id)
);

CREATE UNIQUE INDEX user_session_by_token ON user_session (token_hash);
CREATE INDEX user_session_by_user ON user_session (org_id, user_id);

CREATE TABLE api_token (
  org_id BIGINT NOT NULL,
  token_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  -- The last day it is good for, in the organisation's zone.
  expires_on BIGINT,
  PRIMARY KEY (org_id, token_id),
  FOREIGN KEY (org_id, user_id) REFERENCES user_account (org_id, user_id)
);

CREATE UNIQUE INDEX api_token_by_token ON api_token (token_hash);
CREATE INDEX api_token_by_user ON api_token (org_id, user_id);

-- A one-time way to set a password; a new link ends the one before.
CREATE TABLE set_up_link (
  org_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES user_account (org_id, user_id)
);

CREATE UNIQUE INDEX set_up_link_by_token ON set_up_link (token_hash);

-- Failed attempts with one address from one place. Addresses are hashed, and belong to no organisation: most of them are nobody's.
CREATE TABLE sign_in_failure (
  email_hash TEXT NOT NULL CHECK (length(email_hash) = 64),
  remote_address TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_failed_at BIGINT NOT NULL,
  PRIMARY KEY (email_hash, remote_address)
);

CREATE INDEX sign_in_failure_by_age ON sign_in_failure (last_failed_at);
