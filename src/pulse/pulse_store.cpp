#include "pulse/pulse_store.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <map>

namespace backbeat::pulse {
namespace {

constexpr std::string_view circle_of_meeting_sql = "SELECT circle_id FROM circle_meeting WHERE org_id = ? AND meeting_id = ?";
constexpr std::string_view has_answered_sql = "SELECT 1 FROM circle_enps_answered WHERE org_id = ? AND quarter_from = ? AND person_id = ?";
constexpr std::string_view insert_answered_sql =
    "INSERT INTO circle_enps_answered (org_id, quarter_from, person_id, circle_id) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (org_id, quarter_from, person_id) DO NOTHING";
// The first answer makes the row, empty; then an update that changes nothing takes its lock: two answers at once are added one after the
// other.
constexpr std::string_view make_tally_sql =
    "INSERT INTO circle_enps_tally (org_id, circle_id, quarter_from, sealed) VALUES (?, ?, ?, '') "
    "ON CONFLICT (org_id, circle_id, quarter_from) DO NOTHING";
constexpr std::string_view lock_tally_sql =
    "UPDATE circle_enps_tally SET sealed = sealed WHERE org_id = ? AND circle_id = ? AND quarter_from = ?";
constexpr std::string_view tally_sql = "SELECT sealed FROM circle_enps_tally WHERE org_id = ? AND circle_id = ? AND quarter_from = ?";
constexpr std::string_view put_tally_sql =
    "UPDATE circle_enps_tally SET sealed = ? WHERE org_id = ? AND circle_id = ? AND quarter_from = ?";
constexpr std::string_view tallies_sql = "SELECT circle_id, sealed FROM circle_enps_tally WHERE org_id = ? AND quarter_from = ?";
constexpr std::string_view delete_tallies_sql = "DELETE FROM circle_enps_tally WHERE org_id = ? AND quarter_from = ?";

constexpr std::string_view circles_sql =
    "SELECT circle_id, name, form, held_by, ended_at FROM circle WHERE org_id = ? AND first_day <= ? AND created_at < ? "
    "AND (ended_at IS NULL OR ended_at >= ?) ORDER BY circle_id";
constexpr std::string_view members_sql = "SELECT circle_id, joined_at, left_at FROM circle_member WHERE org_id = ? AND joined_at < ?";
constexpr std::string_view meetings_sql =
    "SELECT circle_id, state, facilitator_id FROM circle_meeting WHERE org_id = ? AND starts_at >= ? AND starts_at < ?";
constexpr std::string_view seats_sql =
    "SELECT m.circle_id, a.person_id, a.state, COUNT(*) FROM circle_meeting m JOIN circle_attendance a ON a.org_id = m.org_id AND "
    "a.meeting_id = m.meeting_id WHERE m.org_id = ? AND m.starts_at >= ? AND m.starts_at < ? AND m.state = 'held' "
    "GROUP BY m.circle_id, a.person_id, a.state ORDER BY m.circle_id, a.person_id, a.state";
constexpr std::string_view commitments_sql =
    "SELECT circle_id, owner_id, outcome, COUNT(*) FROM circle_commitment_state WHERE org_id = ? AND due_on >= ? AND due_on < ? AND "
    "outcome "
    "IN ('done', 'partly', 'not_done') GROUP BY circle_id, owner_id, outcome ORDER BY circle_id, owner_id, outcome";
constexpr std::string_view answered_sql =
    "SELECT circle_id, person_id FROM circle_enps_answered WHERE org_id = ? AND quarter_from = ? ORDER BY person_id";
constexpr std::string_view first_day_sql = "SELECT MIN(first_day) FROM circle WHERE org_id = ?";
constexpr std::string_view led_sql =
    "SELECT facilitator_id, starts_at FROM circle_meeting WHERE org_id = ? AND starts_at >= ? AND state = 'held' AND facilitator_id IS NOT "
    "NULL ORDER BY starts_at";
constexpr std::string_view was_in_sql = "SELECT 1 FROM circle_member WHERE org_id = ? AND person_id = ?";
constexpr std::string_view running_sql = "SELECT circle_id FROM circle WHERE org_id = ? AND ended_at IS NULL";

constexpr std::string_view is_published_sql = "SELECT 1 FROM circle_pulse WHERE org_id = ? AND quarter_from = ?";
constexpr std::string_view quarters_sql = "SELECT quarter_from, quarter FROM circle_pulse WHERE org_id = ? ORDER BY quarter_from DESC";
constexpr std::string_view insert_pulse_sql =
    "INSERT INTO circle_pulse (org_id, quarter_from, quarter, published_at, minimum_people, programme_people, programme_circles, scale) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (org_id, quarter_from) DO NOTHING";
constexpr std::string_view insert_group_sql =
    "INSERT INTO circle_pulse_group (org_id, quarter_from, position, group_key, circles) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view insert_circle_sql =
    "INSERT INTO circle_pulse_circle (org_id, quarter_from, circle_id, position, name, form, held_by, is_running, members, meetings_held, "
    "meetings_called_off, meetings_lapsed, seats_expected, seats_present, seats_excused, seats_missed, led) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view insert_figure_sql =
    "INSERT INTO circle_pulse_figure (org_id, quarter_from, subject, measure, value, bound, people, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view pulse_sql =
    "SELECT published_at, minimum_people, programme_people, programme_circles, scale FROM circle_pulse WHERE org_id = ? AND quarter_from = "
    "?";
constexpr std::string_view groups_sql =
    "SELECT group_key, circles FROM circle_pulse_group WHERE org_id = ? AND quarter_from = ? ORDER BY position";
constexpr std::string_view pulse_circles_sql =
    "SELECT circle_id, name, form, held_by, is_running, members, meetings_held, meetings_called_off, meetings_lapsed, seats_expected, "
    "seats_present, seats_excused, seats_missed, led FROM circle_pulse_circle WHERE org_id = ? AND quarter_from = ? ORDER BY position";
constexpr std::string_view figures_sql =
    "SELECT subject, measure, value, bound, people, step FROM circle_pulse_figure WHERE org_id = ? AND quarter_from = ?";
constexpr std::string_view enps_groups_sql =
    "SELECT quarter_from, subject FROM circle_pulse_figure WHERE org_id = ? AND measure = 'enps' AND EXISTS (SELECT 1 FROM "
    "circle_pulse_group g WHERE g.org_id = circle_pulse_figure.org_id AND g.quarter_from = circle_pulse_figure.quarter_from AND "
    "g.group_key "
    "= circle_pulse_figure.subject) ORDER BY quarter_from, subject";
constexpr std::string_view answered_with_group_sql =
    "SELECT a.person_id, c.form, c.held_by FROM circle_enps_answered a JOIN circle c ON c.org_id = a.org_id AND c.circle_id = a.circle_id "
    "WHERE a.org_id = ? AND a.quarter_from = ? ORDER BY a.person_id";

/// A name that a CHECK or this program alone can have written.
template <class T>
T known(std::optional<T> value) {
  ASSERT(value.has_value());
  return *value;
}

std::optional<Figure>& slot(Figures& figures, Measure measure) {
  switch (measure) {
    case Measure::attendance:
      return figures.attendance;
    case Measure::enps:
      return figures.enps;
    case Measure::follow_through:
      break;
  }
  return figures.follow_through;
}

void insert_figures(sql::Transaction& tx, Id<Org> org, LocalDate quarter, const std::string& subject, Figures figures) {
  for (const Measure measure : {Measure::attendance, Measure::enps, Measure::follow_through})
    if (const auto& figure = slot(figures, measure))
      tx.change(insert_figure_sql, org, quarter, subject, name_of(measure), figure->value, name_of(figure->bound), figure->people,
                figure->step);
}

/// A person's seats or commitments, of which so many are taken or done.
void add(Tally& tally, int plus, int pieces) {
  if (pieces > 0) tally += {.people = 1, .pieces = pieces, .plus = plus, .minus = pieces - plus, .most = pieces};
}

/// Plus and all of each person of each circle.
using ByPerson = std::map<std::pair<Id<Circle>, Id<Person>>, std::pair<int, int>>;

}  // namespace

Span span_of(const FiscalQuarter& quarter, const Zone& zone) {
  return {.from = start_of_day(quarter.first_day(), zone), .to = start_of_day(quarter.next().first_day(), zone)};
}

std::optional<Id<Circle>> circle_of_meeting(sql::Reader& reader, Id<Org> org, std::int64_t meeting) {
  return reader.first(circle_of_meeting_sql, [](const sql::Row& row) { return row.get<Id<Circle>>(0); }, org, meeting);
}

bool has_answered(sql::Reader& reader, Id<Org> org, LocalDate quarter, Id<Person> person) {
  return reader.first(has_answered_sql, [](const sql::Row&) { return true; }, org, quarter, person).has_value();
}

bool insert_answered(sql::Transaction& tx, Id<Org> org, LocalDate quarter, Id<Person> person, Id<Circle> circle) {
  return tx.change(insert_answered_sql, org, quarter, person, circle) > 0;
}

std::string sealed_tally(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, LocalDate quarter) {
  tx.change(make_tally_sql, org, circle, quarter);
  tx.change(lock_tally_sql, org, circle, quarter);
  return known(tx.first(tally_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, circle, quarter));
}

void put_tally(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, LocalDate quarter, std::string_view sealed) {
  tx.change(put_tally_sql, sealed, org, circle, quarter);
}

void delete_tallies(sql::Transaction& tx, Id<Org> org, LocalDate quarter) {
  tx.change(delete_tallies_sql, org, quarter);
}

std::vector<std::pair<Id<Circle>, std::string>> sealed_tallies(sql::Reader& reader, Id<Org> org, LocalDate quarter) {
  return reader.all(
      tallies_sql, [](const sql::Row& row) { return std::pair(row.get<Id<Circle>>(0), row.get<std::string>(1)); }, org, quarter);
}

std::vector<CircleFacts> load_facts(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter, Span span) {
  std::vector<CircleFacts> facts;
  std::map<Id<Circle>, std::size_t> places;
  std::vector<Instant> ends;  // of the circle or the quarter, whichever came first
  reader.each(
      circles_sql,
      [&](const sql::Row& row) {
        const auto ended = row.get<std::optional<Instant>>(4);
        places[row.get<Id<Circle>>(0)] = facts.size();
        ends.push_back(std::min(ended.value_or(span.to), span.to));
        CircleFacts circle;
        circle.id = row.get<Id<Circle>>(0);
        circle.name = row.get<std::string>(1);
        circle.form = row.get<std::string>(2);
        circle.held_by = row.get<std::string>(3);
        circle.is_running = !ended || *ended >= span.to;
        facts.push_back(std::move(circle));
      },
      org, quarter.last_day(), span.to, span.from);
  const auto circle_at = [&](const sql::Row& row) -> CircleFacts* {
    const auto place = places.find(row.get<Id<Circle>>(0));
    return place == places.end() ? nullptr : &facts[place->second];
  };
  reader.each(
      members_sql,
      [&](const sql::Row& row) {
        CircleFacts* circle = circle_at(row);
        if (circle == nullptr) return;
        const Instant end = ends[places.at(circle->id)];
        const auto left = row.get<std::optional<Instant>>(2);
        // Who leaves at the circle's very end was in it.
        if (row.get<Instant>(1) < end && (!left || *left >= end)) ++circle->members;
      },
      org, span.to);
  std::map<Id<Circle>, std::vector<Id<Person>>> leaders;
  reader.each(
      meetings_sql,
      [&](const sql::Row& row) {
        CircleFacts* circle = circle_at(row);
        if (circle == nullptr) return;
        const std::string_view state = row.text(1);
        if (state == "held") ++circle->meetings.held;
        if (state == "called_off") ++circle->meetings.called_off;
        if (state == "lapsed") ++circle->meetings.lapsed;
        if (state == "held" && !row.is_null(2)) leaders[circle->id].push_back(row.get<Id<Person>>(2));
      },
      org, span.from, span.to);
  for (auto& [id, people] : leaders) {
    std::ranges::sort(people);
    facts[places.at(id)].led = static_cast<int>(std::distance(people.begin(), std::ranges::unique(people).begin()));
  }
  ByPerson seats, commitments;
  reader.each(
      seats_sql,
      [&](const sql::Row& row) {
        CircleFacts* circle = circle_at(row);
        if (circle == nullptr) return;
        const std::string_view state = row.text(2);
        const int count = row.get<int>(3);
        auto& [taken, all] = seats[{circle->id, row.get<Id<Person>>(1)}];
        all += count;
        circle->seats.expected += count;
        if (state == "present") {
          taken += count;
          circle->seats.present += count;
        } else if (state == "excused") {
          circle->seats.excused += count;
        } else {
          circle->seats.missed += count;  // expected at an hour that is over: neither there nor excused
        }
      },
      org, span.from, span.to);
  reader.each(
      commitments_sql,
      [&](const sql::Row& row) {
        CircleFacts* circle = circle_at(row);
        if (circle == nullptr) return;
        auto& [done, all] = commitments[{circle->id, row.get<Id<Person>>(1)}];
        all += row.get<int>(3);
        if (row.text(2) == "done") done += row.get<int>(3);
      },
      org, quarter.first_day(), quarter.next().first_day());
  for (const auto& [key, count] : seats) add(facts[places.at(key.first)].attendance, count.first, count.second);
  for (const auto& [key, count] : commitments) add(facts[places.at(key.first)].follow_through, count.first, count.second);
  reader.each(
      answered_sql,
      [&](const sql::Row& row) {
        if (CircleFacts* circle = circle_at(row)) circle->answered.push_back(row.get<Id<Person>>(1));
      },
      org, quarter.first_day());
  return facts;
}

bool has_circles(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter, Span span) {
  return reader.first(circles_sql, [](const sql::Row&) { return true; }, org, quarter.last_day(), span.to, span.from).has_value();
}

std::optional<LocalDate> first_day_of_circles(sql::Reader& reader, Id<Org> org) {
  const auto found = reader.first(first_day_sql, [](const sql::Row& row) { return row.get<std::optional<LocalDate>>(0); }, org);
  return found.value_or(std::nullopt);
}

std::vector<LedSession> led_sessions(sql::Reader& reader, Id<Org> org, Instant from, const Zone& zone) {
  return reader.all(
      led_sql,
      [&](const sql::Row& row) { return LedSession{.person = row.get<Id<Person>>(0), .day = to_local(row.get<Instant>(1), zone).date}; },
      org, from);
}

bool was_ever_in_a_circle(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.first(was_in_sql, [](const sql::Row&) { return true; }, org, person).has_value();
}

std::vector<Id<Circle>> running_circles(sql::Reader& reader, Id<Org> org) {
  return reader.all(running_sql, [](const sql::Row& row) { return row.get<Id<Circle>>(0); }, org);
}

bool is_published(sql::Reader& reader, Id<Org> org, LocalDate quarter) {
  return reader.first(is_published_sql, [](const sql::Row&) { return true; }, org, quarter).has_value();
}

std::vector<std::pair<LocalDate, std::string>> published_quarters(sql::Reader& reader, Id<Org> org) {
  return reader.all(quarters_sql, [](const sql::Row& row) { return std::pair(row.get<LocalDate>(0), row.get<std::string>(1)); }, org);
}

bool insert_snapshot(sql::Transaction& tx, Id<Org> org, const Snapshot& snapshot) {
  const LocalDate from = snapshot.quarter.first_day();
  if (tx.change(insert_pulse_sql, org, from, snapshot.quarter.text(), snapshot.published_at, snapshot.minimums.people,
                snapshot.minimums.programme_people, snapshot.minimums.programme_circles, snapshot.scale) == 0)
    return false;
  int position = 0;
  for (const ProgrammeRow& row : snapshot.programme) {
    tx.change(insert_group_sql, org, from, position++, row.group, row.circles);
    insert_figures(tx, org, from, row.group, row.figures);
  }
  position = 0;
  for (const CircleRow& row : snapshot.circles) {
    tx.change(insert_circle_sql, org, from, row.id, position++, row.name, row.form, row.held_by, row.is_running, row.members,
              row.meetings.held, row.meetings.called_off, row.meetings.lapsed, row.seats.expected, row.seats.present, row.seats.excused,
              row.seats.missed, row.led);
    insert_figures(tx, org, from, row.id.text(), row.figures);
  }
  return true;
}

std::optional<Snapshot> load_snapshot(sql::Reader& reader, Id<Org> org, const FiscalQuarter& quarter) {
  const LocalDate from = quarter.first_day();
  auto found = reader.first(
      pulse_sql,
      [&](const sql::Row& row) {
        return Snapshot{.quarter = quarter,
                        .published_at = row.get<Instant>(0),
                        .minimums = {.people = row.get<int>(1), .programme_people = row.get<int>(2), .programme_circles = row.get<int>(3)},
                        .scale = row.real(4),
                        .programme = {},
                        .circles = {}};
      },
      org, from);
  if (!found) return found;
  std::map<std::string, Figures> figures;
  reader.each(
      figures_sql,
      [&](const sql::Row& row) {
        slot(figures[row.get<std::string>(0)], known(measure_from(row.text(1)))) =
            Figure{.value = row.real(2), .bound = known(bound_from(row.text(3))), .people = row.get<int>(4), .step = row.real(5)};
      },
      org, from);
  found->programme = reader.all(
      groups_sql,
      [&](const sql::Row& row) {
        return ProgrammeRow{
            .group = row.get<std::string>(0), .circles = row.get<std::optional<int>>(1), .figures = figures[row.get<std::string>(0)]};
      },
      org, from);
  found->circles = reader.all(
      pulse_circles_sql,
      [&](const sql::Row& row) {
        const auto id = row.get<Id<Circle>>(0);
        return CircleRow{
            .id = id,
            .name = row.get<std::string>(1),
            .form = row.get<std::string>(2),
            .held_by = row.get<std::string>(3),
            .is_running = row.get<bool>(4),
            .members = row.get<int>(5),
            .meetings = {.held = row.get<int>(6), .called_off = row.get<int>(7), .lapsed = row.get<int>(8)},
            .seats = {.expected = row.get<int>(9), .present = row.get<int>(10), .excused = row.get<int>(11), .missed = row.get<int>(12)},
            .led = row.get<int>(13),
            .figures = figures[id.text()]};
      },
      org, from);
  return found;
}

std::vector<Support> published_supports(sql::Reader& reader, Id<Org> org) {
  const auto shown =
      reader.all(enps_groups_sql, [](const sql::Row& row) { return std::pair(row.get<LocalDate>(0), row.get<std::string>(1)); }, org);
  std::map<LocalDate, std::map<std::string, Support>> by_quarter;
  for (const auto& [quarter, group] : shown) by_quarter[quarter][group];
  for (auto& [quarter, groups] : by_quarter)
    reader.each(
        answered_with_group_sql,
        [&](const sql::Row& row) {
          for (const std::string& group : {std::string(whole_programme), group_of(row.get<std::string>(1), row.get<std::string>(2))})
            if (const auto place = groups.find(group); place != groups.end()) place->second.push_back(row.get<Id<Person>>(0));
        },
        org, quarter);
  std::vector<Support> out;
  for (auto& [quarter, groups] : by_quarter)
    for (auto& [group, support] : groups) out.push_back(std::move(support));
  return out;
}

}  // namespace backbeat::pulse
