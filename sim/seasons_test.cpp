// The circles of a simulated organisation, played on their own: no conversations, no deals.
#include "sim/seasons.hpp"

#include "playbook/playbook_actions.hpp"
#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"
#include "server/features.hpp"
#include "sim/circle_script.hpp"
#include "sim/staff.hpp"
#include "testing/test_db.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace backbeat::sim {
namespace {

using std::chrono::days;

/// An organisation whose circles were played up to the morning of a day. What is random beside the dice (ids, keys) is `other`.
struct CircleWorld {
  CircleWorld(const Size& size, const char* day, std::uint64_t seed, std::uint64_t other)
      : random(other), today(*LocalDate::parse(day)), now(to_instant(today, *LocalTime::make(10, 0), Zone())) {
    Dice dice(seed);
    plan = plan_organisation(size, today, dice);
    clock.set(to_instant(plan.first_day, LocalTime(), Zone()) - days(3));
    const auto made = db->write([&](sql::Transaction& tx) -> Result<Id<Org>> {
      const Id<Org> org = TRY(access::create_organisation(
          tx, {.id = {}, .name = "CircleWorld", .zone = *Zone::make("Europe/Madrid"), .fiscal_first_month = 1, .is_simulated = true},
          clock.now()));
      TRY(playbook::install_default(tx, org, plan.first_day - days(400), clock.now()));
      return org;
    });
    REQUIRE(made);
    stage.org = *made;
    REQUIRE(take_on(stage, accounts, imports, plan.first_day));
    std::set<LocalDate> changes;
    for (const Worker& worker : plan.workers)
      for (const std::optional<LocalDate>& on : {std::optional(worker.hired), worker.moved_on, worker.left})
        if (on && *on > plan.first_day && *on <= today) changes.insert(*on);
    for (const LocalDate on : changes)
      agenda.at(to_instant(on, LocalTime(), Zone()), [this, on] { REQUIRE(take_on(stage, accounts, imports, on)); });
    circles = plan_seasons(stage, now, seed, agenda);
    agenda.run_until(now, clock);
    clock.set(now);
  }

  const access::Actor& somebody(Position position) const {
    for (const Worker& worker : plan.workers)
      if (worker.position == position && works_here(stage, worker)) return stage.actor_of.at(worker.email);
    FAIL("nobody works there");
    return stage.actor_of.begin()->second;
  }
  season::SeasonView season_numbered(std::size_t at) {
    const auto list = seasons.seasons(somebody(Position::enablement));
    REQUIRE(list);
    REQUIRE(at < list->rows.size());
    auto view = seasons.season(somebody(Position::enablement), list->rows[at].season.id, proposals.judge());
    REQUIRE(view);
    return *std::move(view);
  }
  /// With their members' own view of each.
  std::vector<meeting::Room> rooms() {
    std::vector<meeting::Room> out;
    const auto page = seasons.circles(somebody(Position::enablement), {.is_running = true, .from = 0, .limit = 1'000});
    REQUIRE(page);
    for (const season::PublishedCircle& one : page->rows) {
      auto room = meetings.room(actor_of(one.people().front()), Id<access::Circle>(one.id.value()));
      REQUIRE(room);
      out.push_back(*std::move(room));
    }
    return out;
  }
  const access::Actor& actor_of(Id<Person> person) const {
    for (const auto& [email, one] : stage.person_of)
      if (one == person) return stage.actor_of.at(email);
    FAIL("nobody of that id");
    return stage.actor_of.begin()->second;
  }

  /// Who is where, who came, what was said and what became of it, without ids.
  std::string story() {
    std::string out;
    for (const meeting::Room& room : rooms()) {
      out += fmt::format("{} on {} at {} {}\n", room.mine.circle.name, room.mine.circle.slot.weekday, room.mine.circle.slot.starts.text(),
                         room.mine.circle.slot.zone.name());
      for (const meeting::RoomMember& member : room.members)
        out += fmt::format(" {}{}\n", member.who.name, member.stay.left_at ? " left" : "");
      for (const meeting::HourRow& row : room.hours) {
        out += fmt::format(" {} {} {}\n", row.hour.starts_at.text(), meeting::name_of(row.hour.state),
                           row.facilitator ? row.facilitator->name : "");
        const auto hour = meetings.hour(actor_of(room.mine.members.front().id), row.hour.id);
        REQUIRE(hour);
        for (const meeting::SeatedMember& seat : hour->members)
          out += fmt::format("  {} {} {}\n", seat.who.name, meeting::name_of(seat.attendance), seat.airtime.count());
        for (const meeting::CaseView& one : hour->cases) out += fmt::format("  {}: {}\n", one.author.name, one.words.situation);
        for (const meeting::Line& line : hour->lines) out += fmt::format("  {}: {}\n", line.by.name, line.text);
        for (const meeting::CommitmentView& one : hour->commitments)
          out += fmt::format("  {}: {} {} {}\n", one.owner.name, one.words.text, one.row.outcome ? meeting::name_of(*one.row.outcome) : "",
                             one.words.note);
      }
    }
    return out;
  }

  ManualClock clock{Instant(0)};
  SeededRandom random;
  testing::TestDb db{{.clock = clock, .random = random}};
  access::Access access{clock, random};
  access::Accounts accounts{*db, access, crypto::cheapest_password_cost};
  server::Importers importers{access};
  imports::Imports imports{*db, access, importers.all()};
  crypto::SealingKey key = crypto::SealingKey::fresh(random);
  meeting::Vault vault{[this] { return Result<crypto::SealingKey>(key); }, random};
  season::Scenes scenes{access};
  season::Seasons seasons{*db, access, scenes};
  season::Proposals proposals{*db, access, scenes};
  season::Profiles profiles{*db, access};
  meeting::Meetings meetings{*db, access, vault};
  pulse::Pulses pulses{*db, access, vault};
  LocalDate today;
  Instant now;
  Organisation plan;
  Stage stage{.db = *db,
              .access = access,
              .clock = clock,
              .org = {},
              .organisation = plan,
              .vault = vault,
              .customers = {"Acme Foundry", "Blue Harbour", "Cedar Freight"},
              .person_of = {},
              .actor_of = {}};
  Agenda agenda;
  std::shared_ptr<const SeasonsPlayed> circles;
};

/// From the middle of November to a Wednesday in April: parts of two quarters, a whole one between.
CircleWorld& half_a_year() {
  static CircleWorld played({.reps = 28, .managers = 4, .leaders = 1, .weeks = 21}, "2027-04-14", 1, 1);
  return played;
}

TEST_CASE("nothing that members or enablement do in circles is refused") {
  const Refusals& refusals = half_a_year().circles->refusals;
  CHECK_MESSAGE(refusals.count() == 0, refusals.first());
  CHECK(half_a_year().circles->circles >= 3);
  CHECK(half_a_year().circles->hours > 8 * half_a_year().circles->circles);
}

TEST_CASE("every circle has hours behind it and the next one within two weeks, in which somebody has a case to bring") {
  CircleWorld& played = half_a_year();
  for (const meeting::Room& room : played.rooms()) {
    CAPTURE(room.mine.circle.name);
    REQUIRE(room.mine.next);
    CHECK(room.mine.next->hour.starts_at < played.now + days(14));
    CHECK(std::ranges::count(room.hours, meeting::State::held, [](const meeting::HourRow& row) { return row.hour.state; }) >= 5);
    const auto next = played.meetings.hour(played.actor_of(room.mine.members.front().id), room.mine.next->hour.id);
    REQUIRE(next);
    CHECK(std::ranges::any_of(next->members, [](const meeting::SeatedMember& seat) { return seat.presents.has_value(); }));
  }
}

TEST_CASE("hours open on the commitments of the one before, cases are brought, and everybody's turn to lead comes") {
  CircleWorld& played = half_a_year();
  for (const meeting::Room& room : played.rooms()) {
    CAPTURE(room.mine.circle.name);
    int outcomes = 0, cases = 0;
    std::set<Id<Person>> led;
    for (const meeting::HourRow& row : room.hours) {
      if (row.hour.state != meeting::State::held) continue;
      const auto hour = played.meetings.hour(played.actor_of(room.mine.members.front().id), row.hour.id);
      REQUIRE(hour);
      led.insert(hour->facilitator->id);
      cases += static_cast<int>(hour->cases.size());
      for (const meeting::CommitmentView& one : hour->commitments) outcomes += one.row.outcome ? 1 : 0;
    }
    CHECK(outcomes > 5);
    CHECK(cases > 5);
    CHECK(led.size() >= 3);
  }
}

TEST_CASE("two quarters are closed, managers see the programme's numbers, and a circle that stays half empty is proposed to be disbanded") {
  CircleWorld& played = half_a_year();
  const auto pulse = played.pulses.pulse(played.somebody(Position::enablement), std::nullopt);
  REQUIRE(pulse);
  CHECK(pulse->published.quarters == std::vector<std::string>{"2027-Q1", "2026-Q4"});
  REQUIRE(pulse->proposals.size() >= 1);
  const auto& reasons = pulse->proposals.front().reasons;
  CHECK(std::ranges::count(reasons, pulse::Measure::attendance, &pulse::DisbandReason::measure) == 2);
  const auto programme = played.pulses.programme(played.somebody(Position::manager), std::nullopt);
  REQUIRE(programme);
  REQUIRE(programme->published.snapshot);
  REQUIRE(!programme->published.snapshot->programme.empty());
  CHECK(programme->published.snapshot->programme.front().figures.attendance.has_value());
  CHECK(programme->published.snapshot->circles.empty());
}

TEST_CASE("when the history ends somebody waits for a place, a circle is to be mended, and the next season has two proposals") {
  CircleWorld& played = half_a_year();
  const season::SeasonView next = played.season_numbered(0);
  CHECK(next.row.state == season::SeasonState::forming);
  CHECK(next.proposals.size() == 2);
  CHECK(std::ranges::all_of(next.proposals, [](const season::Proposal& one) { return one.outcome.score.is_lawful(); }));
  const season::SeasonView running = played.season_numbered(1);
  CHECK(running.row.state == season::SeasonState::running);
  CHECK(running.row.circles == played.circles->circles);
  CHECK(!running.repairs.found.empty());
  CHECK(running.certificates_due > 0);
  const auto people = played.seasons.people(played.somebody(Position::enablement), running.row.season.id,
                                            {.filter = season::PeopleFilter::in, .search = {}, .after = {}, .limit = 200});
  REQUIRE(people);
  CHECK(people->rows.size() > people->circles.size());
}

TEST_CASE("the same seed gives the same circles, hours and words whatever the ids are, and another seed others") {
  const Size size{.reps = 14, .managers = 2, .leaders = 1, .weeks = 8};
  CircleWorld one(size, "2027-03-02", 5, 1), same(size, "2027-03-02", 5, 2), other(size, "2027-03-02", 6, 1);
  CHECK(!one.story().empty());
  CHECK(one.story() == same.story());
  CHECK(one.story() != other.story());
}

TEST_CASE("a history of five weeks is too short for circles") {
  const CircleWorld short_one({.reps = 14, .managers = 2, .leaders = 1, .weeks = 5}, "2027-03-02", 1, 1);
  CHECK(short_one.circles->circles == 0);
  CHECK(short_one.circles->refusals.count() == 0);
}

TEST_CASE("a season begins two weeks into the history and has three weeks left at its end, whatever the day") {
  for (int day = 0; day < 365; ++day) {
    const LocalDate today = *LocalDate::parse("2026-11-22") + days(day);
    const SeasonDays season = season_days(today - days(182), today);
    CHECK(season.first.weekday() == Weekday::monday);
    CHECK(season.last - today >= days(21));
    CHECK(season.last - season.first < days(400));
  }
}

TEST_CASE("cases are whole, about a customer, and hardly ever the same twice") {
  Dice dice(3);
  for (const char* role : {"ae", "sdr", "csm"}) {
    std::set<std::string> told;
    for (int i = 0; i < 200; ++i) {
      const meeting::CaseWords words = case_of(role, {"Acme Foundry", "Blue Harbour"}, dice);
      const std::string all = meeting::encode(words);
      for (const std::string& part : {words.situation, words.tried, words.stuck, words.ask}) CHECK(part.size() > 15);
      CHECK(all.find('{') == std::string::npos);
      told.insert(all);
    }
    CHECK(told.size() > 60);
  }
}

}  // namespace
}  // namespace backbeat::sim
