#include "season/season_api.hpp"

#include "access/api_world_test.hpp"
#include "season/season_api_dto.hpp"
#include "season/season_world_test.hpp"

namespace backbeat::season {
namespace {

using access::has;

struct Api : access::ApiWorld<SeasonWorld> {
  http::Credentials enablement = browser("enzo@northwind.test");

  Api() { routes(router, desk, profiles, seasons, proposals); }
  std::string put(const http::Credentials& who, const std::string& path, std::string_view body) {
    return ask(who, http::Method::put, path, "", body);
  }
  std::string del(const http::Credentials& who, const std::string& path) { return ask(who, http::Method::del, path, "", ""); }
  std::string new_season(std::string_view name = "Spring") {
    const std::string made = post(enablement, "/api/circle-seasons",
                                  R"({"name":")" + std::string(name) + R"(","first_day":"2027-03-02","last_day":"2027-06-30"})");
    REQUIRE(has(made, R"("state":"forming")"));
    return value_of(made, "id");
  }
  /// The id of a proposal that is done.
  std::string proposed(const std::string& season) {
    const std::string id = value_of(post(enablement, "/api/circle-seasons/" + season + "/proposals", R"({"seed":3,"epochs":2})"), "id");
    wait_for(*Id<CircleProposal>::parse(id));
    return id;
  }
};

template <class Wire, class Domain>
void check_names(int count) {
  const http::Type& type = http::type_of<Wire>();
  REQUIRE(static_cast<int>(type.choices.size()) == count);
  for (const http::Choice& choice : type.choices) CHECK(choice.name == name_of(static_cast<Domain>(choice.value)));
}

TEST_CASE("what is named on the wire is named the same inside") {
  check_names<wire::CircleSeasonState, SeasonState>(4);
  check_names<wire::CircleProposalState, ProposalState>(5);
  check_names<wire::CircleBar, Bar>(5);
  check_names<wire::CircleDisbandReason, DisbandReason>(5);
  check_names<wire::CircleRepairKind, RepairKind>(3);
  const http::Type& terms = http::type_of<wire::CircleTerm>();
  REQUIRE(terms.choices.size() == circle::terms.size());
  for (const http::Choice& choice : terms.choices) CHECK(choice.name == circle::terms[static_cast<std::size_t>(choice.value)]);
  const http::Type& rules = http::type_of<wire::CircleRule>();
  REQUIRE(rules.choices.size() == circle::rules_by_name.size());
  for (const http::Choice& choice : rules.choices) CHECK(choice.name == circle::rules_by_name[static_cast<std::size_t>(choice.value)]);
}

TEST_CASE_FIXTURE(Api, "a rep says when they could meet, and is told field by field what is wrong with it") {
  const auto rep = browser("r0@northwind.test");
  CHECK(has(get(rep, "/api/circle-profile"), R"("is_in":true)"));
  CHECK(has(get(rep, "/api/circle-profile"), R"("free":[{"weekday":1,"from_minutes":540,"to_minutes":1080})"));
  CHECK(put(rep, "/api/circle-profile",
            R"({"themes":[],"wishes":[],"time_zone":"Europe/Madrid","free":[{"weekday":1,"from_minutes":545,"to_minutes":600}]})") ==
        "invalid_value free[0]");
  CHECK(put(rep, "/api/circle-profile", R"({"themes":["renewal"],"wishes":[],"time_zone":"Mars/Base","free":[]})").ends_with("time_zone"));
  CHECK(has(put(rep, "/api/circle-profile",
                R"({"themes":["renewal"],"wishes":[")" + reps[1].text() +
                    R"("],"time_zone":"Europe/Madrid","free":[{"weekday":4,"from_minutes":540,"to_minutes":1440}]})"),
            R"("starts_in_season":29)"));
  CHECK(has(post(rep, "/api/circle-profile/opt-out", "{}"), R"("is_in":false)"));
  CHECK(get({}, "/api/circle-profile") == "unauthenticated");
}

TEST_CASE_FIXTURE(Api, "enablement forms, tries, edits, publishes and takes back") {
  const std::string season = new_season();
  const std::string proposal = proposed(season);
  const std::string path = "/api/circle-proposals/" + proposal;
  const std::string shown = get(enablement, path, "from=2&limit=1");
  CHECK(has(shown, R"("circles_in_all":2)"));
  CHECK(has(shown, R"("number":2,"name":"AE 2","form":"same","held_by":"ae","held_by_name":"AE")"));
  CHECK(has(shown, R"("state":"done","seed":3,"asked_epochs":2)"));
  const ProposalView view = SeasonWorld::view(*Id<CircleProposal>::parse(proposal));
  const std::string who = view.scene->pool.who[view.plan.circles[0].members[0]].text();
  const std::string trial = post(enablement, path + "/try", R"({"moves":[{"person_id":")" + who + R"(","to":3}]})");
  CHECK(has(trial, R"("is_lawful":false)"));
  CHECK(has(trial, R"("rule":"size","words":"It has 1 members, and may have 4 to 6")"));
  const std::string places = post(enablement, path + "/places", R"({"person_id":")" + who + R"(","moves":[],"limit":5})");
  CHECK(has(places, R"("items":[{"number":2,"name":"AE 2","members":5,"slot":{)"));
  CHECK(has(places, R"("found":1)"));
  CHECK(has(post(enablement, path + "/places", R"({"person_id":")" + who + R"(","moves":[],"search":"ae 1"})"), R"("found":0)"));
  CHECK(post(enablement, path + "/places", R"({"person_id":")" + managers[0].text() + R"(","moves":[]})") == "invalid_value person_id");
  CHECK(has(get(enablement, path, "search=ae%202"), R"("circles_in_all":2,"circles_found":1)"));
  CHECK(post(enablement, path + "/edit", R"({"version":2,"moves":[{"person_id":")" + who + R"(","to":3}]})") == "circle_rules_broken");
  CHECK(has(post(enablement, path + "/edit", R"({"version":2,"moves":[{"person_id":")" + who + R"(","to":0}]})"), R"("is_edited":true)"));
  CHECK(post(enablement, path + "/publish", R"({"version":2})") == "version_changed");
  CHECK(has(post(enablement, path + "/publish", R"({"version":3})"), R"("may_undo":true)"));
  CHECK(has(get(enablement, "/api/circles", "state=running&season=" + season), R"("in_all":2)"));
  CHECK(has(get(browser("r9@northwind.test"), "/api/circle-profile"), "\"circle\":{") != (who == reps[9].text()));
  CHECK(has(post(enablement, "/api/circle-seasons/" + season + "/undo-publish", "{}"), R"("circles":0)"));
  CHECK(has(get(enablement, "/api/circles", "state=ended"), R"("end_reason":"remix")"));
}

TEST_CASE_FIXTURE(Api, "rules, repairs, pairs, certificates and circles are enablement's") {
  const std::string season = new_season();
  const std::string path = "/api/circle-seasons/" + season;
  CHECK(has(put(enablement, path + "/rules",
                R"({"size_low":4,"size_best":5,"size_high":6,"fresh_seasons":2,"themes":[{"name":"CSM-led"}],"version":1})"),
            R"("themes":[{"key":"csm_led","name":"CSM-led"}],"version":2)"));
  const std::string proposal = proposed(season);
  REQUIRE(has(post(enablement, "/api/circle-proposals/" + proposal + "/publish", R"({"version":2})"), R"("state":"published")"));
  REQUIRE(has(post(browser("r1@northwind.test"), "/api/circle-profile/opt-out", "{}"), "false"));
  REQUIRE(has(
      put(browser("r1@northwind.test"), "/api/circle-profile",
          R"({"themes":[],"wishes":[],"time_zone":"Europe/Madrid","free":[{"weekday":1,"from_minutes":540,"to_minutes":1080},{"weekday":2,"from_minutes":540,"to_minutes":1080},{"weekday":3,"from_minutes":540,"to_minutes":1080}]})"),
      "true"));
  const std::string broken = get(enablement, path);
  REQUIRE(has(broken, R"("kind":"joiner")"));
  const std::string repair = "join:" + reps[1].text();
  CHECK(post(enablement, path + "/repairs", R"({"key":")" + repair + R"(","fingerprint":"0000000000000"})") == "repair_outdated");
  CHECK(has(post(enablement, path + "/repairs", R"({"key":")" + repair + R"(","fingerprint":")" + value_of(broken, "fingerprint") + "\"}"),
            R"("repairs":[])"));
  const std::string pair = "/api/circle-pairs-apart/" + reps[0].text() + "/" + reps[1].text();
  CHECK(has(post(enablement, "/api/circle-pairs-apart", R"({"one":")" + reps[0].text() + R"(","other":")" + reps[1].text() + "\"}"), "R0"));
  CHECK(has(get(enablement, "/api/circle-pairs-apart"), "R1"));
  CHECK(del(enablement, pair).empty());
  CHECK(del(enablement, pair) == "not_found");
  const std::string certificate = "/api/people/" + reps[1].text() + "/facilitator-certificate";
  CHECK(has(put(enablement, certificate, R"({"from":"2027-03-01"})"), R"("to":"2027-06-01","is_valid":true)"));
  CHECK(del(enablement, certificate).empty());
  const std::string circle = circles().front().id.text();
  CHECK(has(post(enablement, "/api/circles/" + circle + "/disband", R"({"reason":"members_asked"})"), R"("end_reason":"disbanded")"));
  for (const std::string_view name : {"r0", "m0", "cleo"}) {
    const auto other = browser(std::string(name) + "@northwind.test");
    CHECK(get(other, "/api/circle-seasons") == "forbidden");
    CHECK(get(other, path) == "forbidden");
    CHECK(get(other, path + "/people") == "forbidden");
    CHECK(get(other, "/api/circles") == "forbidden");
    CHECK(del(other, certificate) == "forbidden");
  }
}

TEST_CASE_FIXTURE(Api, "who is in is listed a page at a time, and a cursor is not made up") {
  const std::string path = "/api/circle-seasons/" + new_season() + "/people";
  const std::string first = get(enablement, path, "state=in&limit=6");
  const std::string second = get(enablement, path, "state=in&limit=6&cursor=" + value_of(first, "next_cursor"));
  CHECK(has(first, "R0"));
  CHECK(!has(second, "R5"));
  CHECK(has(second, "R9"));
  CHECK(!has(second, "next_cursor"));
  CHECK(get(enablement, path, "cursor=nonsense").ends_with("cursor"));
  CHECK(has(get(enablement, path, "search=m1"), R"("reason":"not_coached")"));
}

}  // namespace
}  // namespace backbeat::season
