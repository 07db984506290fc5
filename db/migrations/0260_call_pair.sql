-- What somebody said of two records of calls, one on a calendar and one of a file: the same call, or two. Without a word it is derived.
CREATE TABLE call_pair (
  org_id BIGINT NOT NULL,
  calendar_call_id BIGINT NOT NULL,
  file_call_id BIGINT NOT NULL,
  is_same BIGINT NOT NULL CHECK (is_same IN (0, 1)),
  user_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, calendar_call_id, file_call_id),
  FOREIGN KEY (org_id, calendar_call_id) REFERENCES customer_call (org_id, call_id),
  FOREIGN KEY (org_id, file_call_id) REFERENCES customer_call (org_id, call_id)
);
