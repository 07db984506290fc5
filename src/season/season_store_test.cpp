#include "season/season_store.hpp"

#include "access/access_world_test.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

using access::day;
using std::chrono::hours;

/// A season with two circles of three, of people without any other use.
struct StoreWorld : access::AccessWorld {
  std::vector<Id<Person>> people;
  Season season{.id = Id<CircleSeason>(1),
                .name = "Spring",
                .first = day("2027-03-02"),
                .last = day("2027-06-30"),
                .rules = {},
                .created_at = clock.now()};
  PublishedCircle one = circle(11, "AE 1"), two = circle(12, "AE 2");

  StoreWorld() {
    for (int i = 0; i < 6; ++i) people.push_back(add_person(org, "P" + std::to_string(i), "p" + std::to_string(i) + "@northwind.test"));
    for (std::size_t i = 0; i < 6; ++i) (i < 3 ? one : two).members.push_back({.person = people[i], .joined_at = clock.now()});
    write([&](sql::Transaction& tx) {
      insert_season(tx, org, season);
      insert_circles(tx, org, {one, two});
    });
  }
  PublishedCircle circle(std::int64_t id, std::string name) {
    return {.id = Id<PeerCircle>(id),
            .season = season.id,
            .name = std::move(name),
            .form = circle::Kind::Form::cross,
            .held_by = "renewal",
            .slot = {.zone = *Zone::make("America/New_York"), .weekday = 4, .starts = *LocalTime::make(11, 30)},
            .minutes = 45,
            .every_weeks = 2,
            .first = day("2027-03-04"),
            .last = day("2027-06-30"),
            .created_at = clock.now()};
  }
  void write(const std::function<void(sql::Transaction&)>& work) {
    clock.advance(hours(1));
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      work(tx);
      return Done{};
    }));
  }
  PublishedCircle stored(Id<PeerCircle> id) {
    const auto found = read([&](sql::Reader& reader) { return read_circle(reader, org, id); });
    REQUIRE(found);
    return *found;
  }
  std::vector<Id<PeerCircle>> running() {
    std::vector<Id<PeerCircle>> out;
    for (const PublishedCircle& each : read([&](sql::Reader& reader) { return read_running_circles(reader, org); })) out.push_back(each.id);
    return out;
  }
};

TEST_CASE_FIXTURE(StoreWorld, "a season is read as it was written, themes in their order, and an update counts its version up") {
  CHECK(read([&](sql::Reader& reader) { return read_season(reader, org, season.id); }) == season);
  season.rules = {.size_low = 3,
                  .size_best = 4,
                  .size_high = 5,
                  .cross_least = 1,
                  .cross_most = 2,
                  .fresh_seasons = 0,
                  .themes = {{.key = "pricing", .name = "Pricing"}, {.key = "csm_led", .name = "CSM-led"}}};
  season.published_at = clock.now();
  season.published = Id<CircleProposal>(7);
  season.published_by = Id<User>(8);
  write([&](sql::Transaction& tx) { update_season(tx, org, season); });
  season.version = 2;
  CHECK(read([&](sql::Reader& reader) { return read_seasons(reader, org); }) == std::vector{season});
  const Id<Org> contoso = other_organisation();
  CHECK(!read([&](sql::Reader& reader) { return read_season(reader, contoso, season.id); }));
}

TEST_CASE_FIXTURE(StoreWorld, "a circle is read as it was written, with its people, and is the organisation's alone") {
  const PublishedCircle found = stored(one.id);
  CHECK(found.name == "AE 1");
  CHECK(found.form == circle::Kind::Form::cross);
  CHECK(found.held_by == "renewal");
  CHECK(found.slot == one.slot);
  CHECK(found.minutes == 45);
  CHECK(found.first == one.first);
  CHECK(found.last == one.last);
  CHECK(!found.ended_at);
  CHECK(found.people() == std::vector(people.begin(), people.begin() + 3));
  CHECK(read([&](sql::Reader& reader) { return read_circle_of(reader, org, people[4]); })->id == two.id);
  CHECK(read([&](sql::Reader& reader) { return read_circles(reader, org, Id<CircleSeason>(2)); }).empty());
  const Id<Org> contoso = other_organisation();
  CHECK(!read([&](sql::Reader& reader) { return read_circle(reader, contoso, one.id); }));
  CHECK(read([&](sql::Reader& reader) { return read_running_circles(reader, contoso); }).empty());
}

TEST_CASE_FIXTURE(StoreWorld, "who leaves is in none, who comes back has two stays, and who comes back at once has never left") {
  write([&](sql::Transaction& tx) {
    CHECK(leave_circle(tx, org, people[0], clock.now()));
    CHECK(!leave_circle(tx, org, people[0], clock.now()));
  });
  CHECK(!read([&](sql::Reader& reader) { return read_circle_of(reader, org, people[0]); }));
  CHECK(stored(one.id).people().size() == 2);
  write([&](sql::Transaction& tx) { join_circle(tx, org, two.id, people[0], clock.now()); });
  CHECK(stored(two.id).people().size() == 4);
  CHECK(stored(one.id).members.size() == 3);
  write([&](sql::Transaction& tx) {
    leave_circle(tx, org, people[0], clock.now());
    join_circle(tx, org, one.id, people[0], clock.now());
    leave_circle(tx, org, people[0], clock.now());
    join_circle(tx, org, one.id, people[0], clock.now());
  });
  CHECK(stored(one.id).people().size() == 3);
  CHECK(std::ranges::count(stored(one.id).members, people[0], &CircleMember::person) == 2);
}

TEST_CASE_FIXTURE(StoreWorld, "a circle that ends keeps whoever was in it to its end, and not who had left before") {
  write([&](sql::Transaction& tx) { leave_circle(tx, org, people[2], clock.now()); });
  write([&](sql::Transaction& tx) { end_circle(tx, org, one.id, "disbanded", clock.now()); });
  const PublishedCircle ended = stored(one.id);
  CHECK(ended.ended_at == clock.now());
  CHECK(ended.end_reason == "disbanded");
  CHECK(ended.people() == std::vector{people[0], people[1]});
  CHECK(running() == std::vector{two.id});
  write([&](sql::Transaction& tx) { end_circle(tx, org, one.id, "remix", clock.now()); });
  CHECK(stored(one.id).end_reason == "disbanded");
}

TEST_CASE_FIXTURE(StoreWorld, "what a re-mix ended begins again with the same people, and what ended before it does not") {
  write([&](sql::Transaction& tx) { leave_circle(tx, org, people[5], clock.now()); });
  write([&](sql::Transaction& tx) { end_circle(tx, org, one.id, "disbanded", clock.now()); });
  write([&](sql::Transaction& tx) { CHECK(end_all_circles(tx, org, "remix", clock.now()) == 1); });
  const Instant remixed = clock.now();
  CHECK(running().empty());
  write([&](sql::Transaction& tx) { CHECK(reopen_circles(tx, org, remixed) == 1); });
  CHECK(running() == std::vector{two.id});
  CHECK(stored(two.id).people() == std::vector{people[3], people[4]});
  CHECK(stored(two.id).end_reason.empty());
}

TEST_CASE_FIXTURE(StoreWorld, "a circle ends after its last day and not on it, and its hour can be moved") {
  PublishedCircle later = two;
  later.slot = {.zone = *Zone::make("Europe/Madrid"), .weekday = 1, .starts = *LocalTime::make(9, 0)};
  later.held_by = "ae";
  later.form = circle::Kind::Form::same;
  later.minutes = 60;
  write([&](sql::Transaction& tx) { update_circle(tx, org, later); });
  CHECK(stored(two.id).slot == later.slot);
  CHECK(stored(two.id).held_by == "ae");
  CHECK(stored(two.id).people().size() == 3);
  write([&](sql::Transaction& tx) {
    CHECK(end_circles_before(tx, org, day("2027-06-30"), clock.now()) == 0);
    CHECK(end_circles_before(tx, org, day("2027-07-01"), clock.now()) == 2);
    CHECK(end_circles_before(tx, org, day("2027-07-01"), clock.now()) == 0);
  });
  CHECK(stored(one.id).end_reason == "season_over");
  CHECK(running().empty());
}

}  // namespace
}  // namespace backbeat::season
