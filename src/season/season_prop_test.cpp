// Laws of a season: of every plan, whoever the people are; of every hour, whatever the clocks do; of moves by hand and of repairs. What a
// plan is held against is worked out here from the facts alone, day by day.
#include "circle/solve.hpp"
#include "season/edits.hpp"
#include "season/plans.hpp"
#include "season/repairs.hpp"
#include "season/season_facts_test.hpp"
#include "season/season_world_test.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

namespace backbeat::season {
namespace {

int number(int from, int below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}
bool one_in(int many) {
  return number(0, many) == 0;
}

void holds(const char* what, const std::function<void()>& property) {
  setenv("RC_PARAMS", "max_success=60", 0);  // where the caller asks for nothing else
  CHECK_MESSAGE(rc::check(what, property), what);
}

/// Zones whose clocks change on other days, by half an hour, southwards, or never.
Zone any_zone() {
  static constexpr std::string_view names[] = {"Europe/Madrid",    "America/New_York",    "Europe/London",     "Asia/Kathmandu",
                                               "Pacific/Auckland", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca"};
  // Most live where most live, or nobody would ever meet.
  return *Zone::make(one_in(3) ? names[static_cast<std::size_t>(number(1, 8))] : names[0]);
}

HalfHours any_free() {
  std::vector<FreeSpan> spans;
  for (int weekday = 1; weekday <= 5; ++weekday) {
    if (one_in(3)) continue;
    const int from = number(0, 44) * 30;
    spans.push_back({.weekday = weekday, .from_minutes = from, .to_minutes = std::min(1440, from + number(2, 24) * 30)});
  }
  if (spans.empty() || one_in(2)) return half_hours_within({*LocalTime::make(9, 0), *LocalTime::make(17, 0)});
  return *half_hours_of(spans);
}

/// Up to 27 people of three roles: some lead others, some are kept apart, out, without a certificate, free at odd hours, or met before.
TestFacts any_facts() {
  TestFacts facts(0);
  facts.season.first = day(one_in(2) ? "2027-01-04" : "2027-08-02");
  facts.season.last = facts.season.first + std::chrono::days(number(20, 181));
  facts.today = facts.season.first;
  facts.season.rules.size_low = number(3, 5);
  facts.season.rules.size_high = number(5, 8);
  facts.season.rules.cross_most = number(0, 3);
  facts.season.rules.fresh_seasons = number(0, 4);
  const int count = number(0, 28);
  for (int one = 1; one <= count; ++one) {
    const std::string role = one_in(4) ? "sdr" : one_in(4) ? "csm" : "ae";
    const int leader = number(0, 4 * one);
    facts.add(one, role, person(leader > 0 && leader < one ? leader : 901 + one % 2), false).hired = facts.today - std::chrono::days(400);
    facts.members.back().assignments.front().period.from = facts.members.back().hired;
    if (!one_in(3))
      facts.members.back().certifications.push_back({.kind = people::CertificationKind::facilitator,
                                                     .period = {.from = facts.today - std::chrono::days(10), .to = facts.season.last}});
    Profile& profile = facts.opt_in(one);
    profile.is_in = !one_in(8);
    profile.hours = {.zone = any_zone(), .free = any_free()};
    if (one_in(3)) profile.themes = {"renewal"};
  }
  if (count == 0) return facts;
  const auto somebody = [&] { return person(number(1, count + 1)); };
  for (int i = number(0, 6); i > 0; --i) facts.apart.emplace_back(somebody(), somebody());
  for (int i = number(0, 4); i > 0; --i) facts.history.push_back({{somebody(), somebody(), somebody(), somebody()}});
  return facts;
}

circle::Solution solved(const Pool& pool) {
  return circle::solve(
      pool.organisation,
      {.seed = static_cast<std::uint64_t>(number(1, 1000)), .epochs = 1, .fresh_periods = pool.fresh_periods, .wants_proof = false});
}

/// Everybody above somebody, as the roster says.
std::set<Id<Person>> above(const TestFacts& facts, Id<Person> who) {
  std::set<Id<Person>> out;
  for (;;) {
    const auto found = std::ranges::find(facts.members, who, &people::Member::id);
    if (found == facts.members.end() || found->assignments.empty() || !found->assignments.front().manager) return out;
    who = *found->assignments.front().manager;
    if (!out.insert(who).second) return out;
  }
}

bool are_apart(const TestFacts& facts, Id<Person> one, Id<Person> other) {
  return above(facts, one).contains(other) || above(facts, other).contains(one) ||
         std::ranges::any_of(facts.apart,
                             [&](const PersonPair& pair) { return pair == PersonPair{one, other} || pair == PersonPair{other, one}; });
}

/// Is each of them free for all of it, on every such day of the season, by the clock on their own wall?
bool suits_every_week(const TestFacts& facts, const std::vector<Id<Person>>& members, const Slot& slot, int minutes) {
  for (LocalDate on = first_on(facts.season.first, slot.weekday); on <= facts.season.last; on = on + std::chrono::days(7)) {
    const Instant start = to_instant(on, slot.starts, slot.zone);
    for (const Id<Person> member : members) {
      const LocalHours& hours = std::ranges::find(facts.profiles, member, &Profile::person)->hours;
      for (int minute = 0; minute < minutes; ++minute) {
        const LocalDateTime there = to_local(start + std::chrono::minutes(minute), hours.zone);
        const int weekday = static_cast<int>(there.date.weekday());
        const int half_hour = there.time.seconds_since_midnight() / 1800;
        if (weekday > 5 || !hours.free.has(static_cast<std::size_t>((weekday - 1) * bits_of_a_day + half_hour))) return false;
      }
    }
  }
  return true;
}

/// Everybody who is in stands in one circle or waits, once; and no circle is what a circle may not be.
void check_lawful(const TestFacts& facts, const Pool& pool, const circle::Plan& plan) {
  const NamedPlan made = named(pool, plan);
  const auto slots = slots_of(pool, plan.circles);
  std::vector<Id<Person>> everybody = made.waitlist;
  for (std::size_t at = 0; at < made.circles.size(); ++at) {
    const std::vector<Id<Person>>& members = made.circles[at].members;
    everybody.insert(everybody.end(), members.begin(), members.end());
    RC_ASSERT(std::ssize(members) >= facts.season.rules.size_low);
    RC_ASSERT(std::ssize(members) <= facts.season.rules.size_high);
    for (const Id<Person> one : members)
      for (const Id<Person> other : members) RC_ASSERT(one == other || !are_apart(facts, one, other));
    RC_ASSERT(std::ranges::any_of(
        members, [&](Id<Person> who) { return !std::ranges::find(facts.members, who, &people::Member::id)->certifications.empty(); }));
    RC_ASSERT(slots[at]);
    RC_ASSERT(suits_every_week(facts, members, *slots[at], pool.minutes_of(plan.circles[at].kind)));
  }
  std::ranges::sort(everybody);
  std::vector<Id<Person>> in = pool.who;
  std::ranges::sort(in);
  RC_ASSERT(everybody == in);
  for (const Id<Person> who : everybody) RC_ASSERT(std::ranges::find(facts.profiles, who, &Profile::person)->is_in);
}

/// Who sits with whom, without names and numbers of circles.
std::set<std::set<Id<Person>>> together(const NamedPlan& plan) {
  std::set<std::set<Id<Person>>> out;
  for (const NamedCircle& one : plan.circles)
    if (!one.members.empty()) out.insert({one.members.begin(), one.members.end()});
  return out;
}

std::vector<RunningCircle> meeting(const Pool& pool, const circle::Plan& plan) {
  const NamedPlan made = named(pool, plan);
  const auto slots = slots_of(pool, plan.circles);
  const auto names = names_of(pool, plan.circles);
  std::vector<RunningCircle> out;
  for (std::size_t at = 0; at < made.circles.size(); ++at)
    out.push_back({.id = Id<PeerCircle>(static_cast<std::int64_t>(at) + 1),
                   .name = names[at],
                   .circle = made.circles[at],
                   .slot = *slots[at],
                   .minutes = pool.minutes_of(plan.circles[at].kind)});
  return out;
}

TEST_CASE("whoever the people are, no circle of a plan is what a circle may not be, and nobody is lost or there twice") {
  std::size_t circles = 0;
  holds("lawful plans", [&] {
    const TestFacts facts = any_facts();
    const Pool pool = facts.pool();
    const circle::Solution solution = solved(pool);
    RC_ASSERT(solution.score.is_lawful());
    check_lawful(facts, pool, solution.plan);
    circles += solution.plan.circles.size();
  });
  CHECK_MESSAGE(circles >= 30, "so few circles prove little: " << circles);
}

TEST_CASE("a plan is the same after it was stored by names and read for the same people") {
  holds("stored plans", [] {
    const TestFacts facts = any_facts();
    const Pool pool = facts.pool();
    NamedPlan before = named(pool, solved(pool).plan);
    const Placed read = placed(pool, before);
    RC_ASSERT(read.outsiders.empty());
    NamedPlan after = named(pool, read.plan);
    for (NamedPlan* plan : {&before, &after}) {
      for (NamedCircle& one : plan->circles) std::ranges::sort(one.members);
      std::ranges::sort(plan->waitlist);
    }
    RC_ASSERT(after == before);
  });
}

TEST_CASE("a start that is chosen suits every member in every week of the season, on both sides of each change of the clocks") {
  int chosen = 0;
  holds("chosen starts", [&] {
    TestFacts facts(number(1, 7));
    facts.season.first = day("2027-01-04") + std::chrono::days(number(0, 365));
    facts.season.last = facts.season.first + std::chrono::days(number(0, 365));
    std::vector<LocalHours> hours;
    std::vector<Id<Person>> members;
    for (Profile& profile : facts.profiles) {
      profile.hours = {.zone = any_zone(), .free = any_free()};
      hours.push_back(profile.hours);
      members.push_back(profile.person);
    }
    SeasonWeek week(facts.zone, facts.season.first, facts.season.last);
    const int minutes = one_in(2) ? 60 : 45;
    const auto slot = week.choose(hours, minutes, {});
    if (!slot) return;
    ++chosen;
    RC_ASSERT(suits_every_week(facts, members, *slot, minutes));
    RC_ASSERT(week.suits(*slot, hours, minutes));
  });
  CHECK_MESSAGE(chosen >= 20, "so few starts prove little: " << chosen);
}

TEST_CASE("moves by hand lose nobody, and taken back they were never made") {
  holds("moves", [] {
    const TestFacts facts = any_facts();
    const Pool pool = facts.pool();
    RC_PRE(!pool.who.empty());
    const circle::Ground ground(pool.organisation);
    const circle::Plan plan = solved(pool).plan;
    std::map<Id<Person>, std::size_t> place;  // from 1; who waits: 0
    for (const circle::RepIndex who : plan.waitlist) place[pool.who[who]] = 0;
    for (std::size_t at = 0; at < plan.circles.size(); ++at)
      for (const circle::RepIndex who : plan.circles[at].members) place[pool.who[who]] = at + 1;
    std::vector<Move> moves, back;
    for (int i = number(1, 5); i > 0; --i) {
      const Id<Person> who = pool.who[static_cast<std::size_t>(number(0, static_cast<int>(pool.who.size())))];
      if (std::ranges::find(moves, who, &Move::person) != moves.end()) continue;
      moves.push_back({.person = who, .to = static_cast<std::size_t>(number(0, static_cast<int>(plan.circles.size()) + 1))});
      back.push_back({.person = who, .to = place[who]});
    }
    const auto moved = edit(ground, pool, plan, moves);
    RC_ASSERT(moved);
    std::set<Id<Person>> everybody;
    std::size_t seats = moved->plan.waitlist.size();
    for (const circle::RepIndex who : moved->plan.waitlist) everybody.insert(pool.who[who]);
    for (const circle::Circle& one : moved->plan.circles) {
      seats += one.members.size();
      for (const circle::RepIndex who : one.members) everybody.insert(pool.who[who]);
    }
    RC_ASSERT(seats == pool.who.size());
    RC_ASSERT(everybody.size() == pool.who.size());
    const auto returned = edit(ground, pool, moved->plan, back);
    RC_ASSERT(returned);
    RC_ASSERT(together(named(pool, returned->plan)) == together(named(pool, plan)));
    // What is said to be broken is all there is to it: where nothing is, the plan is as lawful as one of the solver's.
    bool is_broken = false;
    for (const circle::Circle& one : moved->plan.circles)
      is_broken = is_broken || (!one.members.empty() && !broken_in(ground, pool, one).empty());
    if (!is_broken) check_lawful(facts, pool, closed(moved->plan));
  });
}

TEST_CASE(
    "who joins, leaves or loses their hours is seen to with two circles at the most, unless a circle ends, and nobody is lost or there "
    "twice") {
  int found = 0;
  holds("repairs", [&] {
    TestFacts facts = any_facts();
    std::vector<RunningCircle> running;
    {
      const Pool pool = facts.pool();
      running = meeting(pool, solved(pool).plan);
    }
    RC_PRE(!running.empty());
    const auto some_circle = static_cast<std::size_t>(number(0, static_cast<int>(running.size())));
    const Id<Person> somebody = running[some_circle].circle.members.front();
    switch (number(0, 3)) {
      case 0:
        facts.profile(somebody.value()).is_in = false;
        break;
      case 1:
        facts.profile(somebody.value()).hours.free = *half_hours_of({{1, 0, 60}});
        break;
      default:
        facts.add(99, "ae", person(902), true);
        facts.opt_in(99);
    }
    const Pool pool = facts.pool();
    const circle::Ground ground(pool.organisation);
    std::set<Id<Person>> before;
    for (const RunningCircle& one : running) before.insert(one.circle.members.begin(), one.circle.members.end());
    for (const Repair& repair : repairs(ground, pool, running, [](Id<Person> who) { return who.text(); }, 5).found) {
      ++found;
      const bool does_end = std::ranges::any_of(repair.changes, [](const Repair::Change& change) { return change.after.members.empty(); });
      RC_ASSERT(does_end || repair.changes.size() <= 2);
      std::multiset<Id<Person>> were, are(repair.waits.begin(), repair.waits.end());
      for (const Repair::Change& change : repair.changes) {
        were.insert(change.before.begin(), change.before.end());
        are.insert(change.after.members.begin(), change.after.members.end());
        if (!change.after.members.empty() && !repair.moves_slot) {
          RC_ASSERT(std::ssize(change.after.members) <= facts.season.rules.size_high);
          for (const Id<Person> one : change.after.members)
            for (const Id<Person> other : change.after.members) RC_ASSERT(one == other || !are_apart(facts, one, other));
        }
      }
      for (const Id<Person> who : are) RC_ASSERT(are.count(who) == 1);
      for (const Id<Person> who : were) RC_ASSERT(are.contains(who) || !pool.at.contains(who));  // gone, or in no circle any more
    }
  });
  CHECK_MESSAGE(found >= 30, "so few repairs prove little: " << found);
}

/// All rows about circles but those of `without`: who is in which, since when, until when.
std::vector<std::string> rows_of_circles(SeasonWorld& world, const std::set<Id<PeerCircle>>& without) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view statement, int columns) {
    world.db->read([&](sql::Reader& reader) {
      reader.each(
          statement,
          [&](const sql::Row& row) {
            if (without.contains(row.get<Id<PeerCircle>>(0))) return;
            std::string line;
            for (int at = 0; at < columns; ++at) line += row.is_null(at) ? "- " : std::to_string(row.integer(at)) + " ";
            out.push_back(line);
          },
          world.org);
    });
  };
  add("SELECT circle_id, season_id, weekday, starts_local, first_day, last_day, created_at, ended_at FROM circle WHERE org_id = ? "
      "ORDER BY circle_id",
      8);
  add("SELECT circle_id, person_id, joined_at, left_at FROM circle_member WHERE org_id = ? ORDER BY circle_id, person_id, joined_at", 4);
  return out;
}

std::set<Id<PeerCircle>> ids_of(SeasonWorld& world) {
  std::set<Id<PeerCircle>> out;
  for (const PublishedCircle& one : world.circles()) out.insert(one.id);
  return out;
}

TEST_CASE("published and taken back is as if nothing had been, whatever met before") {
  SeasonWorld world;
  const auto id = world.season();
  int taken_back = 0;
  holds("undone publications", [&] {
    world.clock.advance(std::chrono::minutes(number(1, 60)));
    const std::string somebody = "r" + std::to_string(number(0, 10));
    if (one_in(2)) {
      RC_ASSERT(world.profiles.save(world.as(somebody), SeasonWorld::change()));
    } else {
      RC_ASSERT(world.profiles.opt_out(world.as(somebody)));
    }
    const auto running = world.view(id).running;
    if (!running.empty() && one_in(4)) RC_ASSERT(world.seasons.disband(world.root, running.front().id, DisbandReason::other));
    const auto proposal = world.formed(id, number(1, 1000));
    const ProposalView formed = world.view(proposal);
    if (formed.plan.circles.empty()) return;
    world.clock.advance(std::chrono::minutes(1));
    const std::set<Id<PeerCircle>> ids = ids_of(world);
    const auto before = rows_of_circles(world, {});
    RC_ASSERT(world.proposals.publish(world.root, proposal, formed.row.proposal.version));
    if (one_in(3)) return;  // it stands, and the next one ends it
    world.clock.advance(std::chrono::minutes(1));
    std::set<Id<PeerCircle>> made = ids_of(world);
    std::erase_if(made, [&](Id<PeerCircle> one) { return ids.contains(one); });
    RC_ASSERT(world.seasons.undo_publish(world.root, id));
    RC_ASSERT(rows_of_circles(world, made) == before);
    ++taken_back;
  });
  CHECK_MESSAGE(taken_back >= 20, "so few publications taken back prove little: " << taken_back);
}

}  // namespace
}  // namespace backbeat::season
