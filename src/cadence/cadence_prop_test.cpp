// What holds for every team, whatever was planned, moved, missed, corrected and found out late.
#include "cadence/view.hpp"

#include "testing/any_cadence.hpp"

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

const LocalDate first_day = day("2026-09-01");  // before a year with a week 53

AnyTeam& team() {
  // Of the whole range from the first try on; left alone, rapidcheck begins with the smallest.
  static AnyTeam any{[](int from, int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below)); }, first_day};
  return any;
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
    std::swap(values[i - 1], values[static_cast<std::size_t>(team().number(0, static_cast<int>(i)))]);
  return values;
}

std::set<std::string> ids_of(const std::vector<Obligation>& owed) {
  std::set<std::string> ids;
  for (const Obligation& one : owed) ids.insert(one.id);
  return ids;
}

void holds(const char* what, const std::function<void()>& property) {
  setenv("RC_PARAMS", "max_success=300", 0);  // where the caller asks for nothing else
  CHECK_MESSAGE(rc::check(what, property), what);
}

}  // namespace

TEST_CASE("facts that became known after an instant do not change what is derived for it") {
  holds("as-of consistency", [] {
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const Days range = team().any_range();
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

TEST_CASE("until the next turn nothing is another, whenever it is asked") {
  holds("next turn", [] {
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const Days range = team().any_range();
    const Ledger ledger(raw.facts());
    Derivation derivation(ledger, {.range = range, .as_of = as_of});
    std::vector<Obligation> now;
    for (const Id<Person> rep : {ana, ben, cleo})
      for (Obligation& one : derivation.obligations_of(rep)) now.push_back(std::move(one));
    const Instant turn = derivation.next_turn();
    RC_ASSERT(turn > as_of);
    const Duration away = std::min(turn - as_of, Duration(std::chrono::hours(24 * 400)));
    for (const Duration later : {away - Duration(1), away / 2, away / 1000}) RC_ASSERT(all_owed(raw, range, as_of + later) == now);
  });
}

TEST_CASE("the order in which facts are given does not matter") {
  holds("order", [] {
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const Days range = team().any_range();
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
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const Days range = team().any_range();
    const LocalDate cut = range.first + days(team().number(0, static_cast<int>((range.last - range.first).count()) + 1));
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
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const std::vector<Obligation> owed = all_owed(raw, {first_day - days(200), first_day + days(AnyTeam::span_days + 200)}, as_of);
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
    RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const auto is_later = [&](const auto& fact) { return fact.at > as_of; };
    std::erase_if(raw.playbooks, is_later);
    std::erase_if(raw.members, is_later);
    std::erase_if(raw.holidays, is_later);
    for (RawSession& session : raw.sessions) std::erase_if(session.steps, [&](const auto& step) { return step.known_at > as_of; });
    std::erase_if(raw.sessions, [](const RawSession& session) { return session.steps.empty(); });
    const Days range = team().any_range();
    std::map<std::string, Obligation> later;
    for (Obligation& one : all_owed(raw, range, as_of + std::chrono::hours(team().number(0, 24 * 400))))
      later.emplace(one.id, std::move(one));
    for (const Obligation& one : all_owed(raw, range, as_of)) {
      RC_ASSERT(later.contains(one.id));
      if (one.state == ObligationState::satisfied) RC_ASSERT(later.at(one.id) == one);
    }
  });
}

TEST_CASE("counting gives what listing gives, and each cell's states add up to what is owed") {
  holds("counting", [] {
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const LocalDate monday = monday_of(team().any_day());
    const Days range{monday, monday + days(7 * team().number(1, 30) - 1)};
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
    const RawFacts raw = team().any_facts();
    const Instant as_of = team().any_as_of();
    const Days range = team().any_range();
    const std::string kind = team().one_of(team().kinds);
    std::vector<Obligation> among = all_owed(raw, range, as_of);
    std::erase_if(among, [&](const Obligation& one) { return one.kind != kind; });
    RC_ASSERT(among == all_owed(raw, range, as_of, kind));
  });
}

TEST_CASE("for windows that do not overlap both ways of matching agree") {
  holds("matching", [] {
    std::vector<cadence::Owed> owed;
    for (int week = 0; week < 8; ++week) {
      const int count = team().number(0, 4);
      const LocalDate monday = monday_of(first_day) + days(7 * week);
      for (int i = 0; i < count; ++i)
        owed.push_back({.ordinal = static_cast<std::uint16_t>(i + 1),
                        .window = {monday, monday + days(6)},
                        .opens = start_of_day(monday, Zone()),
                        .closes = start_of_day(monday + days(7), Zone())});
    }
    std::vector<cadence::SeenSession> sessions;
    const int count = team().number(0, 20);
    for (int i = 0; i < count; ++i)
      sessions.push_back({.at = start_of_day(first_day, Zone()) + std::chrono::hours(team().number(-100, 24 * 60)),
                          .outcome = static_cast<Outcome>(team().number(0, 6)),
                          .row = static_cast<std::uint32_t>(i)});
    std::ranges::sort(sessions, {}, [](const auto& session) { return std::pair(session.at, session.row); });
    const Instant as_of = start_of_day(first_day, Zone()) + std::chrono::hours(team().number(0, 24 * 60));
    std::vector<cadence::Owed> other = owed;
    std::vector<cadence::SeenSession> scratch;
    cadence::match_in_windows(owed, sessions, as_of, scratch);
    cadence::match_any_windows(other, sessions, as_of, scratch);
    for (std::size_t i = 0; i < owed.size(); ++i) RC_ASSERT(owed[i].session.row == other[i].session.row);
  });
}
