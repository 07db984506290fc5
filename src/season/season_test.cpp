#include "season/season.hpp"

#include "season/season_facts_test.hpp"

#include "circle/solve.hpp"

namespace backbeat::season {
namespace {

std::optional<Bar> bar_of(const TestFacts& facts, std::int64_t number) {
  const Pool pool = facts.pool();
  const Candidate* candidate = pool.find(person(number));
  REQUIRE(candidate != nullptr);
  return candidate->bar;
}

TEST_CASE("everybody who opted in and can be in a circle is handed to the solver, by id, under their names") {
  const Pool pool = TestFacts(10).pool();
  CHECK(pool.organisation.people.size() == 10);
  CHECK(pool.organisation.people[at(pool, 3)].id == "P3");
  CHECK(pool.organisation.roles == std::vector<std::string>{"AE"});
  CHECK(pool.organisation.people[at(pool, 3)].is_certified);
  CHECK(!pool.organisation.people[at(pool, 4)].is_certified);
  CHECK(pool.organisation.people[at(pool, 3)].tenure_months == 12);
  CHECK(pool.organisation.people[at(pool, 1)].manager == pool.organisation.people[at(pool, 3)].manager);
  CHECK(pool.organisation.people[at(pool, 1)].manager != pool.organisation.people[at(pool, 2)].manager);
  CHECK(pool.organisation.tenure_bands == std::vector<int>{6});
  CHECK(pool.organisation.rules.senior_band == 1);
}

TEST_CASE("what keeps somebody out is said") {
  TestFacts facts(4);
  facts.opt_in(901);
  CHECK(bar_of(facts, 901) == Bar::not_coached);
  facts.add(11, "ae", person(901), false).hired = day("2027-02-01");
  facts.member(11).assignments[0].period.from = day("2027-02-01");
  facts.opt_in(11);
  CHECK(bar_of(facts, 11) == Bar::not_here_yet);
  facts.season.first = day("2027-03-01");
  facts.member(1).left = day("2027-02-15");
  CHECK(bar_of(facts, 1) == Bar::leaves_before);
  facts.profile(2).hours.free = *half_hours_of({{1, 540, 570}});
  CHECK(bar_of(facts, 2) == Bar::no_free_hours);
  facts.member(3).assignments[0].period.to = day("2027-01-02");
  CHECK(bar_of(facts, 3) == Bar::no_role);
  CHECK(!bar_of(facts, 4));
  const Pool pool = facts.pool();
  CHECK(pool.find(person(2))->standing == Standing::kept_out);
  CHECK(pool.find(person(4))->standing == Standing::in);
  CHECK(pool.find(person(902))->standing == Standing::not_in);
}

TEST_CASE("who has opted out is not in, and who has left is nobody") {
  TestFacts facts(4);
  facts.profile(1).is_in = false;
  facts.member(2).left = day("2027-01-04");
  const Pool pool = facts.pool();
  CHECK(pool.find(person(1))->standing == Standing::not_in);
  CHECK(pool.find(person(2)) == nullptr);
  CHECK(pool.organisation.people.size() == 2);
}

TEST_CASE("nobody is put together with anybody above them, at any distance, nor with whom enablement keeps apart") {
  TestFacts facts(4);
  facts.member(2).assignments[0].manager = person(1);
  facts.member(3).assignments[0].manager = person(2);
  facts.apart.emplace_back(person(1), person(4));
  facts.apart.emplace_back(person(1), person(999));
  const Pool pool = facts.pool();
  const circle::Ground ground(pool.organisation);
  CHECK(ground.is_apart(at(pool, 1), at(pool, 2)));
  CHECK(ground.is_apart(at(pool, 1), at(pool, 3)));
  CHECK(ground.is_apart(at(pool, 2), at(pool, 3)));
  CHECK(ground.is_apart(at(pool, 1), at(pool, 4)));
  CHECK(!ground.is_apart(at(pool, 2), at(pool, 4)));
}

TEST_CASE("a roster whose managers go round in a circle is walked once") {
  TestFacts facts(3);
  facts.member(1).assignments[0].manager = person(2);
  facts.member(2).assignments[0].manager = person(1);
  CHECK(facts.pool().organisation.people.size() == 3);
}

TEST_CASE("SDR and BDR are in circles of their own together, and their sessions are shorter") {
  TestFacts facts(0);
  facts.playbook.session_types.push_back({.key = "circle_sdr", .name = "Circle", .minutes = 45});
  for (std::int64_t number = 1; number <= 4; ++number) {
    facts.add(number, number % 2 == 0 ? "sdr" : "bdr", person(901), true);
    facts.opt_in(number).themes = {"renewal"};
  }
  facts.season.rules.cross_most = 3;
  const Pool pool = facts.pool();
  CHECK(pool.organisation.roles == std::vector<std::string>{circle::role_without_cross});
  const auto kind = pool.kind_of(circle::Kind::Form::same, "sdr");
  REQUIRE(kind);
  CHECK(pool.minutes_of(*kind) == 45);
  CHECK(!circle::Ground(pool.organisation).is_eligible(0, {circle::Kind::Form::cross, 0}));
}

TEST_CASE("themes that the season does not have are passed over, wishes for people who are not in too") {
  TestFacts facts(4);
  facts.profile(1).themes = {"renewal", "new_business"};
  facts.profile(1).wishes = {person(2), person(901)};
  const Pool pool = facts.pool();
  CHECK(pool.organisation.people[at(pool, 1)].themes == std::vector<std::uint32_t>{0});
  CHECK(pool.organisation.people[at(pool, 1)].prefers == circle::Members{at(pool, 2)});
  CHECK(pool.find(person(1))->wishes == 2);
}

TEST_CASE("so many circles across roles as the playbook leaves, and no more than have the people for it") {
  TestFacts facts(50);
  facts.season.rules.cross_least.reset();
  facts.season.rules.cross_most.reset();
  CHECK(facts.pool().organisation.cross_max == 0);
  for (std::int64_t number = 1; number <= 50; ++number) facts.profile(number).themes = {"renewal"};
  CHECK(facts.pool().organisation.cross_max == 0);  // all of one role
  for (std::int64_t number = 41; number <= 50; ++number) facts.member(number).assignments.front().job_role = "csm";
  CHECK(facts.pool().organisation.cross_max == 3);
  facts.playbook.thresholds.push_back({.key = "circle_same_role_percent", .name = "", .value = 50, .unit = "", .meaning = ""});
  CHECK(facts.pool().organisation.cross_max == 5);
  CHECK(facts.pool().organisation.cross_min == 3);
  for (std::int64_t number = 5; number <= 46; ++number) facts.profile(number).themes = {};
  CHECK(facts.pool().organisation.cross_max == 2);
  for (std::int64_t number = 47; number <= 48; ++number) facts.profile(number).themes = {};
  CHECK(facts.pool().organisation.cross_max == 1);  // two of the second role
}

TEST_CASE("performance counts by terciles within a role, where there are quotas, and is said not to count where there are none") {
  TestFacts facts(6);
  CHECK(facts.pool().organisation.weights.perf == 0);
  CHECK(facts.pool().remarks.size() == 1);
  for (std::int64_t number = 1; number <= 6; ++number)
    facts.attainment.push_back({.person = person(number), .won = number * 10, .quota = 100});
  facts.attainment.push_back({.person = person(901), .won = 1, .quota = 1});
  const Pool pool = facts.pool();
  CHECK(pool.remarks.empty());
  CHECK(pool.organisation.weights.perf > 0);
  CHECK(pool.organisation.people[at(pool, 1)].tercile == 1);
  CHECK(pool.organisation.people[at(pool, 2)].tercile == 1);
  CHECK(pool.organisation.people[at(pool, 4)].tercile == 2);
  CHECK(pool.organisation.people[at(pool, 6)].tercile == 3);
}

TEST_CASE("history longer than can matter is cut, and that is said") {
  TestFacts facts(8);
  for (int i = 0; i < 11; ++i) facts.history.push_back({{person(1), person(2), person(77)}, {person(3), person(88)}});
  const Pool pool = facts.pool();
  CHECK(pool.organisation.history.size() == most_periods);
  CHECK(pool.organisation.history[0] == std::vector<circle::Members>{{at(pool, 1), at(pool, 2)}});
  CHECK(pool.fresh_periods == 3);
  CHECK(pool.remarks.back().find("the last 8") != std::string::npos);
}

TEST_CASE("a fingerprint is the same for the same facts and another where anything differs that the solver looks at") {
  const auto of = [](const TestFacts& facts) { return fingerprint(facts.pool().organisation); };
  const TestFacts before(6);
  CHECK(of(before) == of(TestFacts(6)));
  TestFacts hours(6), certificate(6), apart(6), wish(6), fewer(5), met(6);
  hours.profile(1).hours.free = *half_hours_of({{1, 540, 660}});
  certificate.member(1).certifications.clear();
  apart.apart.emplace_back(person(1), person(2));
  wish.profile(1).wishes = {person(2)};
  met.history.push_back({{person(1), person(2)}});
  for (const TestFacts& other : {hours, certificate, apart, wish, fewer, met}) CHECK(of(other) != of(before));
}

TEST_CASE("a certificate is due a month before its end, until three months after") {
  TestFacts facts(1);
  const auto of = [&](std::string_view today) { return certificate_of(facts.member(1), day(today)); };
  CHECK(of("2027-01-04")->is_valid);
  CHECK(!of("2027-01-04")->is_due);
  CHECK(of("2027-02-01")->is_due);
  CHECK(!of("2027-03-01")->is_valid);
  CHECK(of("2027-03-01")->is_due);
  CHECK(!of("2027-07-01")->is_due);
  TestFacts::certify(facts.member(1), "2027-03-01", "2027-06-01");
  CHECK(!of("2027-02-01")->is_due);
  facts.member(1).certifications.clear();
  CHECK(!of("2027-02-01"));
}

TEST_CASE("a season runs through its last day, and waits for its first once it is published") {
  Season season;
  season.first = day("2027-03-01");
  season.last = day("2027-06-30");
  CHECK(season.state(day("2027-03-01")) == SeasonState::forming);
  season.published_at = Instant(0);
  CHECK(season.state(day("2027-02-28")) == SeasonState::published);
  CHECK(season.state(day("2027-06-30")) == SeasonState::running);
  CHECK(season.state(day("2027-07-01")) == SeasonState::over);
  CHECK(season_end(day("2027-01-10"), 2, 1) == day("2027-06-30"));
  CHECK(season_end(day("2027-01-10"), 1, 2) == day("2027-01-31"));
}

TEST_CASE("rules that cannot hold are refused by their field") {
  const auto refused = [](auto bend) {
    SeasonRules rules;
    bend(rules);
    const auto checked = check(rules);
    return checked ? std::string() : checked.error().field;
  };
  CHECK(refused([](SeasonRules&) {}).empty());
  CHECK(refused([](SeasonRules& r) { r.size_low = 1; }) == "size_low");
  CHECK(refused([](SeasonRules& r) { r.size_best = 3; }) == "size_best");
  CHECK(refused([](SeasonRules& r) { r.size_high = 13; }) == "size_high");
  CHECK(refused([](SeasonRules& r) { r.cross_most = 1; }) == "cross_most");
  CHECK(refused([](SeasonRules& r) { r.cross_least = 2, r.cross_most = 1; }) == "cross_least");
  CHECK(refused([](SeasonRules& r) { r.fresh_seasons = 4; }) == "fresh_seasons");
  CHECK(refused([](SeasonRules& r) { r.themes.clear(); }) == "themes");
  CHECK(refused([](SeasonRules& r) { r.themes.push_back(r.themes[0]); }) == "themes[2]");
  CHECK(refused([](SeasonRules& r) { r.themes[1] = {.key = key_of("!?"), .name = "!?"}; }) == "themes[1]");
}

TEST_CASE("a theme's key is made of its name") {
  CHECK(key_of("Renewal and risk!") == "renewal_and_risk");
  CHECK(key_of("  CSM-led ") == "csm_led");
  CHECK(key_of("¡").size() == 2);
}

TEST_CASE("whatever is wrong with an organisation, nobody is in an unlawful circle") {
  const auto waiting = [](const TestFacts& facts) {
    const Pool pool = facts.pool();
    const circle::Solution solution = circle::solve(pool.organisation, {.epochs = 2});
    CHECK(solution.score.is_lawful());
    return solution.plan.waitlist.size();
  };
  TestFacts no_hour(14);
  for (std::int64_t number = 1; number <= 14; ++number)
    no_hour.profile(number).hours.free =
        *half_hours_of({{static_cast<int>(number % 5) + 1, static_cast<int>(number / 5) * 120, static_cast<int>(number / 5) * 120 + 60}});
  CHECK(waiting(no_hour) == 14);
  CHECK(waiting(TestFacts(3)) == 3);
  TestFacts uncertified(10);
  for (people::Member& member : uncertified.members) member.certifications.clear();
  CHECK(waiting(uncertified) == 10);
  TestFacts everybody_apart(10);
  for (std::int64_t one = 1; one <= 10; ++one)
    for (std::int64_t other = one + 1; other <= 10; ++other) everybody_apart.apart.emplace_back(person(one), person(other));
  CHECK(waiting(everybody_apart) == 10);
  CHECK(waiting(TestFacts(10)) < 10);
}

}  // namespace
}  // namespace backbeat::season
