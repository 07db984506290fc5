-- What src/cadence/README.md says of a weekly obligation, for every manager and week. :first_monday and :as_of are set by the caller.
-- Weeks are judged by weekday arithmetic, days away are expanded only where there are any, and each week's ends in each zone are computed once.
WITH week AS MATERIALIZED (
  SELECT (:'first_monday'::date + 7 * n) AS monday FROM generate_series(0, 51) AS n
), edge AS MATERIALIZED (  -- where a week begins and ends in a zone
  SELECT zone, monday, monday::timestamp AT TIME ZONE zone AS opens, (monday + 7)::timestamp AT TIME ZONE zone AS closes
    FROM (SELECT DISTINCT zone FROM person) AS z CROSS JOIN week
), place AS (  -- the part of a week that an assignment covers
  SELECT a.person_id, w.monday, p.zone, a.manager_id, a.region,
         greatest(w.monday, a.from_day, p.hired) AS first_day,
         least(w.monday + 6, a.to_day - 1, p.left_on - 1) AS last_day
    FROM assignment a
    JOIN person p USING (person_id)
    JOIN week w ON w.monday <= least(a.to_day - 1, p.left_on - 1, 'infinity'::date) AND w.monday + 6 >= greatest(a.from_day, p.hired)
   WHERE a.role = 'ae'
), place_weekdays AS (
  SELECT *, greatest(0, least(last_day, monday + 4) - first_day + 1) AS weekdays FROM place WHERE first_day <= last_day
), away_day AS (  -- weekdays off, from the few rows that say so
  SELECT t.person_id, d::date AS day, d::date - (extract(isodow FROM d)::int - 1) AS monday
    FROM time_off t CROSS JOIN LATERAL generate_series(t.first_day, t.last_day, interval '1 day') AS d
   WHERE extract(isodow FROM d) < 6
), holiday_day AS (
  SELECT DISTINCT region, day, day - (extract(isodow FROM day)::int - 1) AS monday FROM holiday WHERE extract(isodow FROM day) < 6
), away AS (  -- weekdays of a place on which the rep is away, each once
  SELECT person_id, monday, count(DISTINCT day) AS days
    FROM (SELECT w.person_id, w.monday, t.day
            FROM place_weekdays w JOIN away_day t USING (person_id, monday) WHERE t.day BETWEEN w.first_day AND w.last_day
          UNION ALL
          SELECT w.person_id, w.monday, h.day
            FROM place_weekdays w JOIN holiday_day h USING (region, monday) WHERE h.day BETWEEN w.first_day AND w.last_day) AS each_day
   GROUP BY person_id, monday
), owed AS (  -- rounded half up: from three of five weekdays on
  SELECT person_id, monday, zone, min(first_day) AS first_day, max(last_day) AS last_day, sum(weekdays) AS weekdays,
         (array_agg(manager_id ORDER BY last_day DESC))[1] AS manager_id
    FROM place_weekdays
   GROUP BY person_id, monday, zone
  HAVING 2 * sum(weekdays) >= 5
), matched AS (  -- the best session inside the window
  SELECT DISTINCT ON (o.person_id, o.monday) o.*, s.session_id, s.outcome, s.moves, s.held_by
    FROM owed o
    LEFT JOIN session s ON s.kind = 'weekly_one_on_one' AND s.rep_id = o.person_id AND s.local_monday = o.monday AND s.local_day BETWEEN o.first_day AND o.last_day
   ORDER BY o.person_id, o.monday,
         CASE WHEN s.outcome = 1 THEN 0 WHEN s.outcome = 2 THEN 1 WHEN s.outcome = 0 AND s.starts_at >= to_timestamp(:as_of) THEN 2
              WHEN s.outcome = 3 THEN 3 WHEN s.outcome = 4 THEN 4 WHEN s.outcome = 0 THEN 5 ELSE 6 END,
         s.starts_at, s.session_id
), judged AS (
  SELECT m.manager_id, m.monday, m.moves, m.held_by,
         CASE WHEN m.outcome = 1 THEN 'held'
              WHEN m.outcome = 2 THEN 'short'
              WHEN to_timestamp(:as_of) < CASE WHEN m.first_day = m.monday THEN e.opens ELSE m.first_day::timestamp AT TIME ZONE m.zone END THEN 'pending'
              WHEN coalesce(a.days, 0) >= m.weekdays OR m.outcome = 3 THEN 'excused'
              WHEN to_timestamp(:as_of) < CASE WHEN m.last_day = m.monday + 6 THEN e.closes ELSE (m.last_day + 1)::timestamp AT TIME ZONE m.zone END THEN 'pending'
              WHEN m.outcome = 4 THEN 'cancelled'
              ELSE 'missed' END AS state
    FROM matched m
    JOIN edge e ON e.zone = m.zone AND e.monday = m.monday
    LEFT JOIN away a ON a.person_id = m.person_id AND a.monday = m.monday
)
SELECT manager_id, monday, count(*) AS owed,
       count(*) FILTER (WHERE state = 'held') AS held,
       count(*) FILTER (WHERE state = 'short') AS short,
       count(*) FILTER (WHERE state = 'excused') AS excused,
       count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
       count(*) FILTER (WHERE state = 'missed') AS missed,
       count(*) FILTER (WHERE state = 'pending') AS pending,
       count(*) FILTER (WHERE moves > 0) AS moved,
       count(*) FILTER (WHERE state IN ('held', 'short') AND held_by <> manager_id) AS delegated
  FROM judged
 GROUP BY manager_id, monday
