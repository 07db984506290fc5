-- Letters to be sent: written with the change they tell of, sent afterwards. What was sent keeps its row and loses its text.
CREATE TABLE mail_letter (
  org_id BIGINT NOT NULL REFERENCES organisation (org_id),
  letter_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'dropped', 'superseded', 'expired')),
  -- Whom it is for, and who else it names; NULL: nobody of the organisation.
  person_id BIGINT,
  about_person_id BIGINT,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  -- '': no calendar part.
  calendar_method TEXT NOT NULL CHECK (calendar_method IN ('', 'REQUEST', 'CANCEL', 'REPLY')),
  calendar TEXT NOT NULL,
  -- One for all letters about the same thing; '': of no thread.
  thread TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  useless_after BIGINT,
  -- When it is tried next; while a node has it, when the lease ends.
  due_at BIGINT NOT NULL,
  -- '': nobody has it.
  leased_by TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  last_tried_at BIGINT,
  error TEXT NOT NULL,
  -- When it was sent, given up, dropped, superseded or expired.
  settled_at BIGINT,
  PRIMARY KEY (org_id, letter_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
  FOREIGN KEY (org_id, about_person_id) REFERENCES person (org_id, person_id)
);

-- What the job asks every few seconds, over all organisations.
CREATE INDEX mail_letter_due ON mail_letter (due_at) WHERE state = 'waiting';
CREATE INDEX mail_letter_by_thread ON mail_letter (org_id, thread, address) WHERE thread <> '';
CREATE INDEX mail_letter_by_state ON mail_letter (org_id, state, letter_id);
CREATE INDEX mail_letter_by_person ON mail_letter (org_id, person_id);
