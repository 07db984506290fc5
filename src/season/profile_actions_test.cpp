// What somebody says of themselves: refused by the field it is wrong in, theirs alone, and gone from their circle the moment they are out.
#include "season/profile_actions.hpp"

#include "season/season_world_test.hpp"

namespace backbeat::season {
namespace {

Season season_of(std::string_view first, std::string_view last) {
  return {.id = Id<CircleSeason>(1),
          .name = std::string(first),
          .first = access::day(first),
          .last = access::day(last),
          .rules = {},
          .created_at = {},
          .published_at = Instant(0)};
}

TEST_CASE("the season that counts is the one that runs, else the next, else the last") {
  const Season winter = season_of("2027-01-04", "2027-03-31"), spring = season_of("2027-04-05", "2027-06-30"),
               autumn = season_of("2027-09-01", "2027-12-17");
  const std::vector<Season> seasons{winter, spring, autumn};
  const auto at = [&](std::string_view today) { return season_at(seasons, access::day(today))->name; };
  CHECK(at("2026-12-01") == winter.name);
  CHECK(at("2027-03-31") == winter.name);
  CHECK(at("2027-04-01") == spring.name);
  CHECK(at("2027-06-30") == spring.name);
  CHECK(at("2027-07-01") == autumn.name);
  CHECK(at("2028-01-01") == autumn.name);
  CHECK(!season_at({}, access::day("2027-01-01")));
}

TEST_CASE_FIXTURE(SeasonWorld, "a profile that is refused changes nothing of the one there is") {
  const auto actor = as("r0");
  ProfileChange good = change({{2, 540, 720}});
  good.wishes = {reps[3], reps[4], reps[3]};
  good.themes = {"renewal", "renewal"};
  REQUIRE(profiles.save(actor, good));
  const auto before = profiles.own(actor);
  CHECK(before->profile.wishes == std::vector{reps[3], reps[4]});  // once each
  CHECK(before->profile.themes == std::vector<std::string>{"renewal"});
  ProfileChange wrong = change();
  wrong.wishes = {reps[1], Id<Person>(1)};
  CHECK(profiles.save(actor, wrong).error().field == "wishes[1]");
  wrong.wishes = {};
  wrong.themes = {"Renewal"};
  CHECK(profiles.save(actor, wrong).error().field == "themes[0]");
  CHECK(profiles.own(actor)->profile.wishes == before->profile.wishes);
  CHECK(profiles.own(actor)->profile.hours.free == before->profile.hours.free);
}

TEST_CASE_FIXTURE(SeasonWorld, "a theme that a season dropped is no choice any more, and is not among one's own") {
  const auto actor = as("r0");
  ProfileChange with_theme = change();
  with_theme.themes = {"renewal"};
  REQUIRE(profiles.save(actor, with_theme));
  const auto id = season();
  SeasonRules rules = view(id).row.season.rules;
  rules.themes = {{.key = "pricing", .name = "Pricing"}};
  REQUIRE(seasons.set_rules(root, id, rules, 1));
  const auto own = profiles.own(actor);
  CHECK(own->profile.themes.empty());
  CHECK(own->theme_choices == rules.themes);
  CHECK(profiles.save(actor, with_theme).error().field == "themes[0]");
}

TEST_CASE_FIXTURE(SeasonWorld, "hours that leave no start are kept and said to leave none") {
  const auto saved = profiles.save(as("r0"), change({{2, 540, 570}}));
  REQUIRE(saved);
  CHECK(saved->starts == 0);
  CHECK(saved->profile.is_in);
  const auto id = season();
  CHECK(view(id).in == 9);
  CHECK(view(id).kept_out == 1);
}

TEST_CASE_FIXTURE(SeasonWorld, "a token opts nobody in or out, and who is nobody of the roster has no profile") {
  const auto token = accounts.add_token(as("r0"), "script", std::nullopt);
  REQUIRE(token);
  const auto by_token = door.actor({.session_token = {}, .bearer_token = token->secret});
  REQUIRE(by_token);
  CHECK(profiles.own(*by_token));
  CHECK(profiles.save(*by_token, change()).error().is(access::needs_a_browser));
  CHECK(profiles.opt_out(*by_token).error().is(access::needs_a_browser));
  CHECK(profiles.own(as("r0"))->profile.is_in);
  CHECK(profiles.own(root).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(SeasonWorld, "who opts out twice has opted out once, and the moment of it stays") {
  const auto id = season();
  const auto proposal = formed(id);
  REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
  clock.advance(std::chrono::hours(1));
  REQUIRE(profiles.opt_out(as("r0")));
  const Instant out = clock.now();
  clock.advance(std::chrono::hours(1));
  const auto again = profiles.opt_out(as("r0"));
  REQUIRE(again);
  CHECK(again->profile.since == out);
  CHECK(!again->circle);
  CHECK(count("SELECT COUNT(*) FROM circle_member WHERE left_at IS NOT NULL") == 1);
  CHECK(again->profile.hours.free.count() > 0);  // for when they come back
}

}  // namespace
}  // namespace backbeat::season
