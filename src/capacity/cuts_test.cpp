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
    const auto decided = [&](std::vector<Id<Person>> managers) {
      cadence::Derivation derivation(*ledger,
                                     {.range = {today - std::chrono::days(30), today}, .as_of = clock.now(), .kind = "weekly_one_on_one"});
      return decided_of(derivation, managers);
    };
    const auto of_mark = decided({mark});
    CHECK(std::ranges::count_if(of_mark, &Decided::is_kept) == 1);
    CHECK(of_mark.size() > 3);
    CHECK(of_mark.front().name == "Weekly 1:1");
    CHECK(decided({Id<Person>(999'999)}).empty());
  });
}

}  // namespace
}  // namespace backbeat::capacity
