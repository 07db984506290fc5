// What holds for every team, whatever was planned, moved, missed, corrected and found out late.
#include "cadence/view.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Days;
using cadence::Derivation;
using cadence::Facts;
using cadence::Ledger;
using cadence::Obligation;
using cadence::ObligationState;
using cadence::Outcome;
using playbook::Every;
using std::chrono::days;

namespace {

// Most of a year around the turn of one with a week 53; all facts lie near it, close enough to get in each other's way. The zones have gaps
// at midnight, half hours and a lost day.
const LocalDate first_day = day("2026-09-01");
constexpr int span_days = 270;
const std::vector<std::string> zone_names = {"UTC",          "Europe/Berlin",     "America/Sao_Paulo", "Australia/Lord_Howe",
                                             "Pacific/Apia", "Africa/Casablanca", "America/New_York",  "Asia/Kathmandu"};
const std::vector<std::string> kinds = {"weekly_one_on_one", "weekly_one_on_one", "weekly_one_on_one",
                                        "skill_deep_dive",   "ramp_check_in",     "pipeline_review"};

int number(int from, int below) {
  // Of the whole range from the first try on; left alone, rapidcheck begins with the smallest.
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}
LocalDate any_day() {
  return first_day + days(number(0, span_days));
}
Instant any_instant() {
  return start_of_day(any_day(), Zone()) + std::chrono::minutes(number(0, 24 * 60));
}
/// Mostly long ago, else at any time: so that both corrections and old knowledge occur.
Instant any_knowledge() {
  return number(0, 3) > 0 ? long_ago : any_instant();
}

template <class T>
T one_of(const std::vector<T>& values) {
  return values[static_cast<std::size_t>(number(0, static_cast<int>(values.size())))];
}

playbook::Playbook any_rules() {
  playbook::Playbook rules = standard_rules();
  rules.cadences.clear();
  const int count = number(1, 6);
  for (int i = 0; i < count; ++i) {
    playbook::Cadence cadence;
    cadence.session_type = one_of(kinds);
    cadence.every = one_of<Every>({Every::week, Every::week, Every::two_weeks, Every::month, Every::quarter});
    cadence.count = number(0, 4);
    if (number(0, 2) == 0) cadence.tenure_bands = {one_of<std::string>({"new_hire", "tenured", "veteran"})};
    if (number(0, 3) == 0) cadence.job_roles = {one_of<std::string>({"ae", "sdr"})};
    if (number(0, 4) == 0) {
      cadence.days_after_hire = {30, 60, 90};
      cadence.window_days = number(0, 25);
    }
    rules.cadences.push_back(cadence);
  }
  if (number(0, 5) == 0) rules.weekend = {"friday", "saturday"};
  return rules;
}

people::Member any_member(Id<Person> id) {
  people::Member member;
  member.id = id;
  member.zone = zone(one_of(zone_names));
  member.hired = first_day + days(number(-400, span_days - 100));
  if (number(0, 4) == 0) member.left = member.hired + days(number(1, 500));
  LocalDate from = member.hired;
  const int stints = number(1, 4);
  for (int i = 0; i < stints; ++i) {
    people::Assignment assignment;
    assignment.period.from = from;
    if (i + 1 < stints) assignment.period.to = from + days(number(1, 300));
    if (number(0, 8) > 0) assignment.manager = one_of<Id<Person>>({mara, noor});
    assignment.job_role = one_of<std::string>({"ae", "ae", "sdr", "sales_manager"});
    assignment.region = one_of<std::string>({"es", "de"});
    from = assignment.period.to.value_or(from) + days(number(0, 2) * 3);
    member.assignments.push_back(assignment);
  }
  const int absences = number(0, 4);
  for (int i = 0; i < absences; ++i) {
    const LocalDate first = any_day();
    member.time_off.push_back({first, first + days(number(0, 30)), people::TimeOffReason::pto});
  }
  return member;
}

struct RawSession {
  Id<Session> id;
  std::string kind;
  Id<Person> rep;
  Id<Person> held_by;
  std::vector<cadence::SessionStep> steps;
};

/// Facts before they are packed, so that they can be shuffled, added to and cut.
struct RawFacts {
  std::vector<cadence::Known<playbook::DatedPlaybook>> playbooks;
  std::vector<cadence::Known<people::Member>> members;
  std::vector<cadence::Known<people::Holiday>> holidays;
  std::vector<RawSession> sessions;
  int fiscal_first_month = 1;

  [[nodiscard]] Facts facts() const {
    Facts made{.playbooks = playbooks, .members = members, .holidays = holidays, .sessions = {}, .fiscal_first_month = fiscal_first_month};
    for (const RawSession& session : sessions)
      made.sessions.add({.id = session.id, .kind = session.kind, .rep = session.rep, .held_by = session.held_by, .steps = session.steps});
    return made;
  }
};

RawSession any_session(std::int64_t id) {
  RawSession session{.id = Id<Session>(id),
                     .kind = one_of(kinds),
                     .rep = one_of<Id<Person>>({ana, ben, cleo}),
                     .held_by = one_of<Id<Person>>({mara, noor}),
                     .steps = {}};
  Instant known = any_instant();
  Instant start = known + std::chrono::hours(number(0, 24 * 10));
  session.steps.push_back({.known_at = known, .starts_at = start});
  const int more = number(0, 4);
  for (int i = 0; i < more; ++i) {
    known = known + std::chrono::hours(number(0, 24 * 6));
    const bool is_move = number(0, 3) == 0;
    if (is_move) start = start + std::chrono::hours(number(-50, 100));
    const auto outcome =
        is_move
            ? Outcome::open
            : one_of<Outcome>({Outcome::held, Outcome::held, Outcome::held_short, Outcome::excused, Outcome::cancelled, Outcome::missed});
    session.steps.push_back({.known_at = known, .starts_at = start, .outcome = outcome, .is_move = is_move});
  }
  return session;
}

RawFacts any_facts() {
  RawFacts raw;
  raw.fiscal_first_month = number(1, 13);
  const int versions = number(1, 4);
  for (int i = 0; i < versions; ++i)
    raw.playbooks.push_back(
        {any_knowledge(), {.id = Id<playbook::PlaybookVersion>(i + 1), .effective_from = any_day(), .rules = any_rules()}});
  for (const Id<Person> id : {ana, ben, cleo}) {
    raw.members.push_back({long_ago, any_member(id)});
    if (number(0, 2) == 0) raw.members.push_back({any_instant() + Duration(1), any_member(id)});
  }
  const int holidays = number(0, 12);
  for (int i = 0; i < holidays; ++i) {
    const Instant known = any_knowledge();
    const std::string region = one_of<std::string>({"", "es", "de"});
    const LocalDate first = any_day();
    for (int length = number(1, 9); length > 0; --length)
      raw.holidays.push_back({known, {.region = region, .day = first + days(length), .name = ""}});
  }
  const int sessions = number(0, 150);
  for (int i = 0; i < sessions; ++i) raw.sessions.push_back(any_session(100 + i));
  return raw;
}

Days any_range() {
  const LocalDate first = any_day();
  return {first, first + days(number(0, 200))};
}

std::vector<Obligation> all_owed(const RawFacts& raw, Days range, Instant as_of, const std::string& kind = "") {
  const Ledger ledger(raw.facts());
  Derivation derivation(ledger, {.range = range, .as_of = as_of, .kind = kind});
  std::vector<Obligation> all;
  for (const Id<Person> rep : {ana, ben, cleo})
    for (Obligation& one : derivation.obligations_of(rep)) all.push_back(std::move(one));
  return all;
}

template <class T>
std::vector<T> shuffled(std::vector<T> values) {
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[static_cast<std::size_t>(number(0, static_cast<int>(i)))]);
  return values;
}

std::set<std::string> ids_of(const std::vector<Obligation>& owed) {
  std::set<std::string> ids;
  for (const Obligation& one : owed) ids.insert(one.id);
  return ids;
}

void holds(const char* what, const std::function<void()>& property) {
  setenv("RC_PARAMS", "max_success=400", 0);  // where the caller asks for nothing else
  CHECK_MESSAGE(rc::check(what, property), what);
}

}  // namespace

TEST_CASE("facts that became known after an instant do not change what is derived for it") {
  holds("as-of consistency", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const Days range = any_range();
    RawFacts known = raw;
    const auto is_later = [&](const auto& fact) { return fact.at > as_of; };
    std::erase_if(known.playbooks, is_later);
    std::erase_if(known.members, is_later);
    std::erase_if(known.holidays, is_later);
    for (RawSession& session : known.sessions) std::erase_if(session.steps, [&](const auto& step) { return step.known_at > as_of; });
    std::erase_if(known.sessions, [](const RawSession& session) { return session.steps.empty(); });
    RC_ASSERT(all_owed(raw, range, as_of) == all_owed(known, range, as_of));
  });
}

TEST_CASE("the order in which facts are given does not matter") {
  holds("order", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const Days range = any_range();
    RawFacts other = raw;
    other.playbooks = shuffled(raw.playbooks);
    other.members = shuffled(raw.members);
    other.holidays = shuffled(raw.holidays);
    other.sessions = shuffled(raw.sessions);
    RC_ASSERT(all_owed(raw, range, as_of) == all_owed(other, range, as_of));
  });
}

TEST_CASE("a range cut in two adds up to the whole, wherever it is cut") {
  holds("splitting", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const Days range = any_range();
    const LocalDate cut = range.first + days(number(0, static_cast<int>((range.last - range.first).count()) + 1));
    std::vector<Obligation> parts = all_owed(raw, {range.first, cut}, as_of);
    for (Obligation& one : all_owed(raw, {cut + days(1), range.last}, as_of)) parts.push_back(std::move(one));
    std::vector<Obligation> whole = all_owed(raw, range, as_of);
    std::ranges::sort(parts, {}, &Obligation::id);
    std::ranges::sort(whole, {}, &Obligation::id);
    RC_ASSERT(parts == whole);
  });
}

TEST_CASE("every obligation has its own id, one state that fits its window, and at most one session, which satisfies nothing else") {
  holds("conservation", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const std::vector<Obligation> owed = all_owed(raw, {first_day - days(200), first_day + days(span_days + 200)}, as_of);
    RC_ASSERT(ids_of(owed).size() == owed.size());
    std::map<Id<Session>, const RawSession*> sessions;
    for (const RawSession& session : raw.sessions) sessions[session.id] = &session;
    std::set<Id<Session>> used;
    for (const Obligation& one : owed) {
      const bool is_kept = one.state == ObligationState::satisfied || one.state == ObligationState::held_short;
      RC_ASSERT(is_kept == one.on_time.has_value());
      RC_ASSERT(!is_kept || one.session.is_set());
      RC_ASSERT((one.state == ObligationState::pending) <= (as_of < one.opens));
      RC_ASSERT((one.state == ObligationState::due) <= (one.opens <= as_of && as_of < one.closes));
      RC_ASSERT((one.state == ObligationState::missed || one.state == ObligationState::cancelled) <= (one.closes <= as_of));
      RC_ASSERT(one.window.first <= one.window.last);
      RC_ASSERT(one.opens <= one.due && one.due <= one.closes);
      RC_ASSERT(0 < one.share && one.share <= 1);
      if (!one.session.is_set()) continue;
      RC_ASSERT(used.insert(one.session).second);
      RC_ASSERT(sessions.at(one.session)->kind == one.kind);
      RC_ASSERT(sessions.at(one.session)->rep == one.rep);
      RC_ASSERT(one.kind != "pipeline_review");
    }
  });
}

TEST_CASE("what is satisfied stays satisfied, by the same session, as time goes by without news") {
  holds("staying", [] {
    RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const auto is_later = [&](const auto& fact) { return fact.at > as_of; };
    std::erase_if(raw.playbooks, is_later);
    std::erase_if(raw.members, is_later);
    std::erase_if(raw.holidays, is_later);
    for (RawSession& session : raw.sessions) std::erase_if(session.steps, [&](const auto& step) { return step.known_at > as_of; });
    std::erase_if(raw.sessions, [](const RawSession& session) { return session.steps.empty(); });
    const Days range = any_range();
    std::map<std::string, Obligation> later;
    for (Obligation& one : all_owed(raw, range, as_of + std::chrono::hours(number(0, 24 * 400)))) later.emplace(one.id, std::move(one));
    for (const Obligation& one : all_owed(raw, range, as_of)) {
      RC_ASSERT(later.contains(one.id));
      if (one.state == ObligationState::satisfied) RC_ASSERT(later.at(one.id) == one);
    }
  });
}

TEST_CASE("counting gives what listing gives, and each cell's states add up to what is owed") {
  holds("counting", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const LocalDate monday = monday_of(any_day());
    const Days range{monday, monday + days(7 * number(1, 30) - 1)};
    const Ledger ledger(raw.facts());
    Derivation derivation(ledger, {.range = range, .as_of = as_of});
    const cadence::Cells cells = cadence::count(derivation);
    std::map<std::pair<Id<Person>, LocalDate>, cadence::Cell> listed;
    for (const Obligation& one : all_owed(raw, range, as_of)) {
      cadence::Cell& cell = listed[{one.manager, monday_of(one.window.last)}];
      ++cell.owed;
      cell.held += one.state == ObligationState::satisfied;
      cell.held_short += one.state == ObligationState::held_short;
      cell.excused += one.state == ObligationState::excused;
      cell.cancelled += one.state == ObligationState::cancelled;
      cell.missed += one.state == ObligationState::missed;
      cell.pending += one.state == ObligationState::pending || one.state == ObligationState::due;
      cell.moved += one.moved > 0;
      cell.delegated += one.on_time.has_value() && one.held_by != one.manager;
    }
    for (cadence::Index person = 0; person <= ledger.everybody(); ++person) {
      const cadence::Index manager = person == ledger.everybody() ? cadence::nobody : person;
      for (std::size_t week = 0; week < cells.weeks(); ++week) {
        const cadence::Cell& cell = cells.of(manager)[week];
        RC_ASSERT(cell == (listed[{ledger.id_of(manager), monday + days(7 * static_cast<int>(week))}]));
        RC_ASSERT(cell.owed == cell.held + cell.held_short + cell.excused + cell.cancelled + cell.missed + cell.pending);
      }
    }
  });
}

TEST_CASE("a kind asked for alone is what it is among all") {
  holds("one kind", [] {
    const RawFacts raw = any_facts();
    const Instant as_of = any_instant();
    const Days range = any_range();
    const std::string kind = one_of(kinds);
    std::vector<Obligation> among = all_owed(raw, range, as_of);
    std::erase_if(among, [&](const Obligation& one) { return one.kind != kind; });
    RC_ASSERT(among == all_owed(raw, range, as_of, kind));
  });
}

TEST_CASE("for windows that do not overlap both ways of matching agree") {
  holds("matching", [] {
    std::vector<cadence::Owed> owed;
    for (int week = 0; week < 8; ++week) {
      const int count = number(0, 4);
      const LocalDate monday = monday_of(first_day) + days(7 * week);
      for (int i = 0; i < count; ++i)
        owed.push_back({.ordinal = static_cast<std::uint16_t>(i + 1),
                        .window = {monday, monday + days(6)},
                        .opens = start_of_day(monday, Zone()),
                        .closes = start_of_day(monday + days(7), Zone())});
    }
    std::vector<cadence::SeenSession> sessions;
    const int count = number(0, 20);
    for (int i = 0; i < count; ++i)
      sessions.push_back({.at = start_of_day(first_day, Zone()) + std::chrono::hours(number(-100, 24 * 60)),
                          .outcome = static_cast<Outcome>(number(0, 6)),
                          .row = static_cast<std::uint32_t>(i)});
    std::ranges::sort(sessions, {}, [](const auto& session) { return std::pair(session.at, session.row); });
    const Instant as_of = start_of_day(first_day, Zone()) + std::chrono::hours(number(0, 24 * 60));
    std::vector<cadence::Owed> other = owed;
    std::vector<cadence::SeenSession> scratch;
    cadence::match_in_windows(owed, sessions, as_of, scratch);
    cadence::match_any_windows(other, sessions, as_of, scratch);
    for (std::size_t i = 0; i < owed.size(); ++i) RC_ASSERT(owed[i].session.row == other[i].session.row);
  });
}
