#include "scorecard/calibration_actions.hpp"

#include "audit/audit_actions.hpp"
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "scorecard/scorecard_store.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace backbeat::scorecard {
namespace {

using access::Actor;
using CurrentLeaders = std::map<Id<Person>, std::optional<Id<Person>>>;

/// So that the same number is read again.
std::string spelled(double value) {
  char digits[40];
  const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), value);
  return {std::begin(digits), end};
}

Fields fields_of(const Opening& opening) {
  Fields fields;
  fields.add("manager", opening.manager.value())
      .add("month", std::int64_t{opening.month.first.days_since_epoch()})
      .add("measure", name_of(opening.measure))
      .add("counted", opening.counted)
      .add("n", opening.n)
      .add("target", opening.target ? spelled(*opening.target) : "")
      .add("chance", opening.chance ? spelled(*opening.chance) : "");
  return fields;
}

std::vector<CalibrationFact> facts(sql::Reader& reader, Id<Org> org) {
  std::map<std::int64_t, std::vector<audit::Event>> streams;
  for (audit::Event& event : audit::events_of_kind(reader, org, calibration_stream)) streams[event.stream_id].push_back(std::move(event));
  std::vector<CalibrationFact> out;
  for (const auto& [id, events] : streams) out.push_back(fold_calibration(events));
  std::ranges::reverse(out);  // ids are time-ordered
  return out;
}

/// Whom people report to today.
class Today {
 public:
  Today(sql::Reader& reader, const access::Access& access, Id<Org> org) : m_day(access.today(reader, org)) {
    for (people::Member& member : people::load_members(reader, org)) m_members[member.id] = std::move(member);
  }
  [[nodiscard]] std::optional<Id<Person>> leader_of(const CalibrationFact& fact) const {
    if (fact.leader.is_set()) return fact.leader;
    const auto member = m_members.find(fact.manager);
    const people::Assignment* assignment =
        member == m_members.end() || !member->second.works_here_on(m_day) ? nullptr : member->second.assignment_on(m_day);
    return assignment == nullptr ? std::nullopt : assignment->manager;
  }
  [[nodiscard]] people::PersonRef ref(Id<Person> person) const {
    const auto member = m_members.find(person);
    return {.id = person, .name = member == m_members.end() ? std::string() : member->second.name};
  }
  [[nodiscard]] CalibrationRow row(const CalibrationFact& fact) const {
    const auto leader = leader_of(fact);
    return {.fact = fact, .manager = ref(fact.manager), .leader = leader ? std::optional(ref(*leader)) : std::nullopt};
  }
  [[nodiscard]] LocalDate day() const { return m_day; }

 private:
  LocalDate m_day;
  std::map<Id<Person>, people::Member> m_members;
};

/// A calibration is about how somebody coaches: of whoever leads nobody there is none.
bool leads_somebody(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate day) {
  return std::ranges::any_of(people::load_members(reader, org), [&](const people::Member& member) {
    const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
    return assignment != nullptr && assignment->manager == person;
  });
}

/// May the actor know that there is one?
class MayKnow {
 public:
  MayKnow(sql::Reader& reader, const access::Access& access, const Actor& actor)
      : m_self(actor.person()), m_sees_all(access.entitled<access::Right::see_scorecards>(actor).has_value()) {
    if (m_sees_all || !actor.roles().has_any({access::Role::manager, access::Role::leader})) return;
    for (const Id<Person> person : access.people_below(reader, actor)) m_below.insert(person);
  }
  [[nodiscard]] bool has(const CalibrationFact& fact) const {
    return m_sees_all || (m_self.is_set() && (fact.manager == m_self || fact.leader == m_self)) || m_below.contains(fact.manager);
  }
  [[nodiscard]] bool sees_all() const { return m_sees_all; }

 private:
  Id<Person> m_self;
  bool m_sees_all;
  std::set<Id<Person>> m_below;
};

CalibrationRecord without_words(CalibrationRecord record) {
  static_cast<CalibrationFact&>(record) = CalibrationFact(record);
  record.obstacles.clear();
  record.owner = Owner::leader;
  record.in_the_way.clear();
  record.help.clear();
  record.reviews.clear();
  return record;
}

void record_event(sql::Transaction& tx, const Actor& actor, Id<Calibration> id, std::string_view kind, Instant at, Fields fields,
                  std::optional<std::string> text) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = calibration_stream, .id = id.value()},
                 .kind = kind,
                 .at = at,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = std::move(text)});
}

CalibrationRecord load(sql::Reader& reader, Id<Org> org, Id<Calibration> id) {
  return fold_calibration(audit::events_of(reader, org, {.kind = calibration_stream, .id = id.value()}));
}

}  // namespace

Result<std::vector<CalibrationRow>> Calibrations::list(const Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<CalibrationRow>> {
    const MayKnow may_know(reader, m_access, actor);
    if (!may_know.sees_all() && !actor.roles().has_any({access::Role::manager, access::Role::leader})) return refuse(errors::forbidden);
    const Today today(reader, m_access, actor.org());
    std::vector<CalibrationRow> rows;
    for (const CalibrationFact& fact : facts(reader, actor.org()))
      if (may_know.has(fact)) rows.push_back(today.row(fact));
    return rows;
  });
}

Result<CalibrationView> Calibrations::one(const Actor& actor, Id<Calibration> id) const {
  return m_db.read([&](sql::Reader& reader) -> Result<CalibrationView> {
    const auto events = audit::events_of(reader, actor.org(), {.kind = calibration_stream, .id = id.value()});
    if (events.empty()) return refuse(errors::not_found);
    CalibrationView out;
    out.record = fold_calibration(events);
    const auto part = m_access.calibrating(reader, actor, id);
    out.is_of_the_two = part.has_value();
    if (!out.is_of_the_two) {
      if (!MayKnow(reader, m_access, actor).has(out.record)) return refuse(errors::not_found);
      out.record = without_words(std::move(out.record));
    }
    out.row = Today(reader, m_access, actor.org()).row(out.record);
    if (part && part->is_leader() && out.record.state == CalibrationState::opened) out.allowed.emplace_back("hold");
    if (part && (out.record.state == CalibrationState::held || out.record.state == CalibrationState::reviewed))
      out.allowed.emplace_back("review");
    return out;
  });
}

Result<Id<Calibration>> Calibrations::open(const Actor& actor, Id<Person> manager, Month month, Measure measure) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<Calibration>> {
    const access::ReportingLine line = TRY(m_access.reporting_line(tx, actor, manager));
    if (line.distance() != 1 || !leads_somebody(tx, actor.org(), manager, m_access.today(tx, actor.org())))
      return refuse(errors::not_found);
    if (month > Month::of(m_access.today(tx, actor.org()))) return expected_value("month", "a month that has begun", month.text());
    const Instant now = m_access.clock().now();
    const auto id = insert_calibration(tx, actor.org(), manager, month, measure, now);
    if (!id) return refuse(calibration_there_already);
    record_event(tx, actor, *id, kinds::opened, now,
                 Fields()
                     .add("manager", manager.value())
                     .add("month", std::int64_t{month.first.days_since_epoch()})
                     .add("measure", name_of(measure)),
                 {});
    return *id;
  });
}

Result<Done> Calibrations::hold(const Actor& actor, Id<Calibration> id, const Held& held) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const access::Calibrating part = TRY(m_access.calibrating(tx, actor, id));
    if (!part.is_leader()) return refuse(calibration_is_the_leaders);
    TRY(check_hold(load(tx, actor.org(), id), held, m_access.today(tx, actor.org())));
    set_leader(tx, actor.org(), id, actor.person());
    record_event(tx, actor, id, kinds::held, m_access.clock().now(),
                 Fields().add("leader", actor.person().value()).add("review_on", std::int64_t{held.review_on.days_since_epoch()}),
                 text_of(held));
    return Done{};
  });
}

Result<Done> Calibrations::review(const Actor& actor, Id<Calibration> id, const Reviewed& reviewed) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    TRY(m_access.calibrating(tx, actor, id));
    TRY(check_review(load(tx, actor.org(), id), reviewed, m_access.today(tx, actor.org())));
    Fields fields;
    fields.add("outcome", name_of(reviewed.outcome));
    if (reviewed.outcome == Outcome::continues)
      fields.add("review_on", std::int64_t{reviewed.review_on->days_since_epoch()});
    else
      close_calibration(tx, actor.org(), id);
    record_event(tx, actor, id, kinds::reviewed, m_access.clock().now(), std::move(fields), std::string(trimmed(reviewed.text)));
    return Done{};
  });
}

CalibrationsWaiting calibrations_waiting_for(sql::Reader& reader, const access::Access& access, const Actor& actor) {
  CalibrationsWaiting out;
  if (!actor.person().is_set() || !actor.roles().has_any({access::Role::manager, access::Role::leader})) return out;
  const auto all = facts(reader, actor.org());
  if (std::ranges::all_of(all, [](const CalibrationFact& fact) { return fact.state == CalibrationState::closed; })) return out;
  const Today today(reader, access, actor.org());
  for (const CalibrationFact& fact : all) {
    const bool is_manager = fact.manager == actor.person();
    const bool is_leader = today.leader_of(fact) == actor.person();
    if (!is_manager && !is_leader) continue;
    if (fact.state == CalibrationState::opened)
      (is_leader ? out.to_hold : out.to_attend).push_back(today.row(fact));
    else if (fact.review_on && *fact.review_on <= today.day())
      out.to_review.push_back(today.row(fact));
  }
  return out;
}

std::vector<Opening> new_openings(sql::Reader& reader, Id<Org> org, std::vector<Opening> openings) {
  std::set<std::tuple<Id<Person>, Measure, Month>> there;
  for (const CalibrationFact& fact : facts(reader, org)) there.insert({fact.manager, fact.measure, fact.month});
  std::erase_if(openings, [&](const Opening& opening) { return there.contains({opening.manager, opening.measure, opening.month}); });
  return openings;
}

int open_calibrations(sql::Transaction& tx, Id<Org> org, Id<User> by, const std::vector<Opening>& openings, Instant now) {
  int opened = 0;
  for (const Opening& opening : openings) {
    const auto id = insert_calibration(tx, org, opening.manager, opening.month, opening.measure, now);
    if (!id) continue;
    ++opened;
    audit::record(tx, org,
                  {.stream = {.kind = calibration_stream, .id = id->value()},
                   .kind = kinds::opened,
                   .at = now,
                   .actor = by,
                   .fields = fields_of(opening),
                   .text = {}});
  }
  return opened;
}

}  // namespace backbeat::scorecard
