-- The facts of the cadence bench in PostgreSQL, as a product that asks SQL would keep them: a session's present state in its row (no history to
-- fold), its local day and week stored beside its instant, and an index for each way of asking. What is stored ready-made here costs the peer nothing.
CREATE TABLE person (person_id bigint PRIMARY KEY, zone text NOT NULL, hired date NOT NULL, left_on date);
CREATE TABLE assignment (
  person_id bigint NOT NULL, from_day date NOT NULL, to_day date, manager_id bigint NOT NULL, role text NOT NULL, region text NOT NULL,
  PRIMARY KEY (person_id, from_day));
CREATE TABLE time_off (person_id bigint NOT NULL, first_day date NOT NULL, last_day date NOT NULL);
CREATE TABLE holiday (region text NOT NULL, day date NOT NULL);
CREATE TABLE session_in (
  session_id bigint, rep_id bigint, held_by bigint, kind text, starts_s bigint, outcome smallint, moves smallint);

\copy person FROM 'person.tsv'
\copy assignment FROM 'assignment.tsv'
\copy time_off FROM 'time_off.tsv'
\copy holiday FROM 'holiday.tsv'
\copy session_in FROM 'session.tsv'

-- Outcomes: 0 open, 1 held, 2 held short, 3 excused, 4 cancelled, 5 missed.
CREATE TABLE session AS
  SELECT s.session_id, s.rep_id, s.held_by, s.kind, to_timestamp(s.starts_s) AS starts_at,
         (to_timestamp(s.starts_s) AT TIME ZONE p.zone)::date AS local_day,
         date_trunc('week', to_timestamp(s.starts_s) AT TIME ZONE p.zone)::date AS local_monday, s.outcome, s.moves
    FROM session_in s JOIN person p ON p.person_id = s.rep_id;
DROP TABLE session_in;
ALTER TABLE session ADD PRIMARY KEY (session_id);
CREATE INDEX session_by_rep ON session (kind, rep_id, local_monday) INCLUDE (local_day, starts_at, outcome, moves, held_by);
CREATE INDEX time_off_by_person ON time_off (person_id, first_day);
CREATE INDEX holiday_by_region ON holiday (region, day);
VACUUM ANALYZE;
