#include "meeting/meeting_actions_plan.hpp"

#include "audit/audit_actions.hpp"
#include "calendar/calendar_actions.hpp"
#include "crypto/sha256.hpp"
#include "meeting/meeting_fold.hpp"
#include "meeting/meeting_plan.hpp"
#include "meeting/meeting_rules.hpp"
#include "meeting/meeting_store.hpp"
#include "people/people_actions.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

constexpr std::string_view hold_kind = "circle";
// A whole season at once would be a dozen letters to whoever takes invitations by mail; the plan is looked at every day.
constexpr Duration holds_ahead = std::chrono::days(42);
constexpr std::string_view hold_title = "Peer circle";  // and nothing else, whatever the circle is called

std::vector<Id<Person>> members_now(const CircleFacts& circle, const std::vector<Stay>& stays) {
  std::vector<Id<Person>> members;
  if (circle.ended_at) return members;
  for (const Stay& stay : stays)
    if (!stay.left_at) members.push_back(stay.person);
  std::ranges::sort(members);
  return members;
}

/// What the hours are planned from. Time off, holidays and certificates are looked at once a day.
std::string signature_of(const CircleFacts& circle, const std::vector<Stay>& stays, Instant now) {
  if (circle.ended_at) return "ended";
  const LocalDate today = to_local(now, circle.slot.zone).date;
  if (today > circle.last_day) return "over";
  const Slot& slot = circle.slot;
  std::string all = today.text() + "/" + circle.first_day.text() + "/" + circle.last_day.text() + "/" + std::string(slot.zone.name()) +
                    "/" + slot.starts.text();
  for (const int part : {slot.weekday, slot.minutes, slot.every_weeks}) all += "/" + std::to_string(part);
  return crypto::sha256_hex(all + "/" + list_of(members_now(circle, stays))).substr(0, 32);
}

bool is_to_come(const Hour& hour, Instant now) {
  return (hour.state == State::planned || hour.state == State::called_off) && hour.starts_at > now;
}

class Planner {
 public:
  Planner(sql::Transaction& tx, Id<Org> org, const CircleFacts& circle, const std::vector<Stay>& stays, Instant now)
      : m_tx(tx), m_org(org), m_circle(circle), m_members(members_now(circle, stays)), m_now(now), m_hours(hours_of(tx, org, circle.id)) {}

  void plan() {
    const std::vector<PlannedHour> wanted = m_circle.ended_at ? std::vector<PlannedHour>() : wanted_hours();
    for (const PlannedHour& hour : wanted) place(hour);
    for (Hour& hour : m_hours) {
      const bool is_wanted = std::ranges::find(wanted, hour.number, &PlannedHour::number) != wanted.end();
      if (!is_wanted && is_to_come(hour, m_now) && hour.state == State::planned) call_off(hour);
    }
    if (m_changes == 0) return;
    audit::record(m_tx, m_org,
                  {.stream = {.kind = "circle", .id = m_circle.id.value()},
                   .kind = "hours_planned",
                   .at = m_now,
                   .actor = {},
                   .fields = Fields().add("changed", m_changes).add("hours", static_cast<std::int64_t>(wanted.size())),
                   .text = {}});
  }

 private:
  std::vector<PlannedHour> wanted_hours() {
    std::vector<people::Member> members;
    for (const Id<Person> person : m_members)
      if (auto member = people::load_member(m_tx, m_org, person)) members.push_back(*std::move(member));
    std::vector<std::optional<Id<Person>>> past;
    for (const Hour& hour : m_hours)
      if (!is_to_come(hour, m_now) && hour.state != State::called_off) past.push_back(hour.facilitator);
    return plan_hours(m_circle, members, people::load_holidays(m_tx, m_org), past, m_now);
  }

  void place(const PlannedHour& wanted) {
    const State state = wanted.is_holiday ? State::called_off : State::planned;
    const auto found = std::ranges::find(m_hours, wanted.number, &Hour::number);
    Hour hour = found != m_hours.end() ? *found : Hour{.circle = m_circle.id, .number = wanted.number};
    if (found != m_hours.end() && hour.state != State::planned && hour.state != State::called_off) return;
    const Hour before = hour;
    hour.starts_at = wanted.starts_at;
    hour.ends_at = wanted.ends_at;
    hour.state = state;
    hour.facilitator = wanted.facilitator;
    if (found == m_hours.end()) {
      hour.id = m_tx.new_id<Meeting>();
      hour.version = 1;
      insert_hour(m_tx, m_org, hour);
      ++m_changes;
    } else if (hour != before) {
      update_hour(m_tx, m_org, hour);
      ++m_changes;
    }
    if (state == State::called_off) {
      if (before.state == State::planned && found != m_hours.end()) calendar::cancel_holds_about(m_tx, m_org, hour.id.value(), m_now);
      return;
    }
    expect(hour, wanted.away);
    put_holds(hour);
  }

  void call_off(Hour& hour) {
    hour.state = State::called_off;
    update_hour(m_tx, m_org, hour);
    calendar::cancel_holds_about(m_tx, m_org, hour.id.value(), m_now);
    ++m_changes;
  }

  [[nodiscard]] bool is_member(Id<Person> person) const { return std::ranges::binary_search(m_members, person); }

  void expect(const Hour& hour, const std::vector<Id<Person>>& away) {
    const std::vector<AttendanceRow> rows = attendance_at(m_tx, m_org, hour.id);
    for (const AttendanceRow& row : rows)
      if (!is_member(row.person)) delete_attendance(m_tx, m_org, hour.id, row.person);
    for (const Id<Person> person : m_members) {
      const auto row = std::ranges::find(rows, person, &AttendanceRow::person);
      const bool is_away = std::ranges::find(away, person) != away.end();
      const Attendance state = is_away ? Attendance::excused : Attendance::expected;
      if (row == rows.end() || (row->state == Attendance::expected && is_away))
        store_attendance(m_tx, m_org, hour.id, person, state, m_now);
    }
  }

  void put_holds(const Hour& hour) {
    for (const calendar::Hold& hold : calendar::holds_about(m_tx, m_org, hour.id.value()))
      if (!is_member(hold.person)) calendar::cancel_hold(m_tx, m_org, hold.id, m_now);
    if (hour.starts_at > m_now + holds_ahead) return;
    std::vector<calendar::NewHold> holds;
    for (const Id<Person> person : m_members)
      holds.push_back({.person = person,
                       .kind = std::string(hold_kind),
                       .about = hour.id.value(),
                       .title = std::string(hold_title),
                       .starts = hour.starts_at,
                       .ends = hour.ends_at});
    calendar::put_holds(m_tx, m_org, holds, m_now);
  }

  sql::Transaction& m_tx;
  Id<Org> m_org;
  const CircleFacts& m_circle;
  std::vector<Id<Person>> m_members;
  Instant m_now;
  std::vector<Hour> m_hours;
  std::int64_t m_changes = 0;
};

/// Hours that nobody ended were held; hours that nobody opened lapsed. Who was expected and did not come has missed them.
void close_overdue(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, Instant now) {
  for (Hour hour : hours_of(tx, org, circle)) {
    if ((hour.state != State::planned && hour.state != State::running) || now < hour.ends_at + closes_after) continue;
    const bool was_opened = hour.state == State::running;
    hour.state = was_opened ? State::held : State::lapsed;
    update_hour(tx, org, hour);
    miss_the_rest(tx, org, hour.id, now);
    audit::record(tx, org,
                  {.stream = {.kind = stream_kind, .id = hour.id.value()},
                   .kind = was_opened ? kinds::ended : kinds::lapsed,
                   .at = hour.ends_at,
                   .actor = {},
                   .fields = {},
                   .text = {}});
  }
}

}  // namespace

bool is_behind(sql::Reader& reader, Id<Org> org, Id<Circle> id, Instant now) {
  if (has_open_hour_over(reader, org, id, now - closes_after)) return true;
  const auto circle = find_circle(reader, org, id);
  return circle && plan_signature(reader, org, id) != signature_of(*circle, stays_in(reader, org, id), now);
}

void follow_circle(sql::Transaction& tx, Id<Org> org, Id<Circle> id, Instant now) {
  const auto circle = find_circle(tx, org, id);
  if (!circle) return;
  const std::vector<Stay> stays = stays_in(tx, org, id);
  close_overdue(tx, org, id, now);
  const std::string signature = signature_of(*circle, stays, now);
  if (plan_signature(tx, org, id) == signature) return;
  Planner(tx, org, *circle, stays, now).plan();
  store_plan_signature(tx, org, id, signature, now);
}

void follow_circles(sql::Transaction& tx, Id<Org> org, std::span<const Id<Circle>> circles, Instant now) {
  for (const Id<Circle> circle : circles) follow_circle(tx, org, circle, now);
}

void follow_all(sql::Db& db, Instant now, const std::function<bool()>& is_ending) {
  // A day back: in some zone it is still yesterday.
  const LocalDate day = to_local(now, Zone()).date - std::chrono::days(1);
  for (const CircleKey& one : db.read([&](sql::Reader& reader) { return circles_at_work(reader, day); })) {
    if (is_ending()) return;
    if (!db.read([&](sql::Reader& reader) { return is_behind(reader, one.org, one.circle, now); })) continue;
    static_cast<void>(db.write([&](sql::Transaction& tx) -> Result<Done> {
      follow_circle(tx, one.org, one.circle, now);
      return Done{};
    }));
  }
}

}  // namespace backbeat::meeting
