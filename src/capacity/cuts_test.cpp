#include "capacity/cuts.hpp"

#include "cadence/cadence_world_test.hpp"
#include "capacity/quarter_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

void add(std::vector<Decided>& to, std::string kind, std::string_view last, int kept, int left, int excused = 0) {
  for (int i = 0; i < kept + left + excused; ++i)
    to.push_back({.kind = kind, .name = kind, .window_last = on(last), .is_kept = i < kept, .is_excused = i >= kept + left});
}

TEST_CASE("what is left most comes first, with its n; excused ones are counted beside it") {
  std::vector<Decided> decided;
  add(decided, "reset", "2027-02-10", 8, 2);
  add(decided, "one_on_one", "2027-02-10", 95, 5, 7);
  const auto cuts = cuts_of(decided, 1);
  REQUIRE(cuts.size() == 2);
  CHECK(cuts[0].kind == "reset");
  CHECK(cuts[0].rate->n == 10);
  CHECK(cuts[0].rate->value == doctest::Approx(0.2));
  CHECK(cuts[1].excused == 7);
  CHECK(cuts[1].rate->n == 100);
}

TEST_CASE("two of ten beside five of a hundred is no clear order; twenty of forty is") {
  std::vector<Decided> decided;
  add(decided, "reset", "2027-02-10", 8, 2);
  add(decided, "one_on_one", "2027-02-10", 95, 5);
  CHECK_FALSE(cuts_of(decided, 1)[0].is_clear);
  add(decided, "reset", "2027-02-10", 12, 18);
  CHECK(cuts_of(decided, 1)[0].is_clear);
}

TEST_CASE("more left in a quarter's last two weeks is said only beyond chance, and quarters are the organisation's") {
  std::vector<Decided> decided;
  add(decided, "one_on_one", "2027-02-10", 95, 5);
  add(decided, "one_on_one", "2027-03-19", 20, 10);  // the first of the last fourteen days is the 18th
  const Cut cut = cuts_of(decided, 1).front();
  CHECK(cut.at_quarter_end->n == 30);
  CHECK(cut.grows_at_the_end);
  // Where the year begins in March, the quarter ends in May.
  CHECK_FALSE(cuts_of(decided, 3).front().at_quarter_end.has_value());
  std::vector<Decided> few;
  add(few, "one_on_one", "2027-02-10", 9, 1);
  add(few, "one_on_one", "2027-03-19", 2, 1);
  CHECK_FALSE(cuts_of(few, 1).front().grows_at_the_end);
}

TEST_CASE("counts of several managers add up to those of all together") {
  Tally sum;
  for (const char* last : {"2027-02-10", "2027-03-19"}) {
    std::vector<Decided> some;
    add(some, "one_on_one", last, 4, 2, 1);
    Tally of_one;
    for (const Decided& each : some) add(each, 1, of_one);
    add(of_one, sum);
  }
  const Count& count = sum.at("one_on_one");
  CHECK(count.kept == 8);
  CHECK(count.left == 4);
  CHECK(count.excused == 2);
  CHECK(count.left_at_end == 2);
  CHECK(count.first == on("2027-02-10"));
}

TEST_CASE("without anything decided there is no rate") {
  std::vector<Decided> decided;
  add(decided, "reset", "2027-02-10", 0, 0, 3);
  CHECK_FALSE(cuts_of(decided, 1).front().rate.has_value());
  CHECK(cuts_of({}, 1).empty());
}

TEST_CASE_FIXTURE(cadence::CadenceWorld, "what was held and what was let go is read from the ledger, for the managers asked for") {
  talk();
  pass(std::chrono::hours(24 * 21));
  db->read([&](sql::Reader& reader) {
    const auto ledger = ledgers.of(reader, org);
    const LocalDate today = to_local(clock.now(), Zone()).date;
    cadence::Derivation derivation(*ledger,
                                   {.range = {today - std::chrono::days(30), today}, .as_of = clock.now(), .kind = "weekly_one_on_one"});
    const auto tallies = tallies_of(derivation);
    const Count& of_mark = tallies.at(mark).at("weekly_one_on_one");
    CHECK(of_mark.kept == 1);
    CHECK(of_mark.left > 2);
    CHECK(of_mark.name == "Weekly 1:1");
    CHECK_FALSE(tallies.contains(Id<Person>(999'999)));
  });
}

}  // namespace
}  // namespace backbeat::capacity
